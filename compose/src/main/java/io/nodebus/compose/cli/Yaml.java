package io.nodebus.compose.cli;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Objects as YAML, for people.
final class Yaml {
    private Yaml() {}

    static String of(Object tree) {
        return new Dump(
                        DumpSettings.builder()
                                .setDefaultFlowStyle(FlowStyle.BLOCK)
                                .setIndicatorIndent(0)
                                .setWidth(200)
                                .build())
                .dumpToString(tree);
    }
}
