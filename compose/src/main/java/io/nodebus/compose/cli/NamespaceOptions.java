package io.nodebus.compose.cli;

import io.nodebus.contracts.meta.ObjectMeta;
import picocli.CommandLine.Option;

/// Which namespace a verb means.
final class NamespaceOptions {
    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = ObjectMeta.DEFAULT_NAMESPACE,
            description = "The namespace (default: ${DEFAULT-VALUE}).")
    private String namespace = ObjectMeta.DEFAULT_NAMESPACE;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "All namespaces.")
    private boolean all;

    /// Empty for all.
    String namespace() {
        return all ? "" : namespace;
    }

    boolean all() {
        return all;
    }
}
