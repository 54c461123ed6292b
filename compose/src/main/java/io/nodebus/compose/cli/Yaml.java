package io.nodebus.compose.cli;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Objects as YAML, for people. A text that older YAML takes for true or false is written in
/// quotes.
final class Yaml {
    private Yaml() {}

    static String of(Object tree) {
        return new Dump(
                        DumpSettings.builder()
                                .setDefaultFlowStyle(FlowStyle.BLOCK)
                                .setSchema(new CoreSchema())
                                .setIndicatorIndent(0)
                                .setWidth(200)
                                .build())
                .dumpToString(tree);
    }
}
