package io.nodebus.bus.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.bus.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeBusSettingsTest {
    @Test
    void defaultsAreTheSameForWhoReadsThemAndWhoMakesThem() {
        var read = Settings.read(NodeBusSettings.class, List.of(), Map.of(), Optional.empty());

        assertEquals(NodeBusSettings.at(Path.of("/var/lib/nodebus/node/journal")), read.values());
    }
}
