package io.nodebus.compose.cli;

import java.util.Iterator;
import java.util.List;

/// Types as completion offers them. The server may have more: what a type is called is found out
/// there.
final class Kinds implements Iterable<String> {
    private static final List<String> OFFERED =
            List.of(
                    "configmaps",
                    "endpoints",
                    "endpointslices",
                    "events",
                    "namespaces",
                    "nodes",
                    "pods",
                    "rules",
                    "secrets",
                    "services");

    @Override
    public Iterator<String> iterator() {
        return OFFERED.iterator();
    }
}
