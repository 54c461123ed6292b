package io.nodebus.autoscaler.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.bus.settings.BadSettings;
import io.nodebus.bus.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutoscalerSettingsTest {
    @Test
    void nothingGivenIsTheDefault() {
        assertEquals(AutoscalerSettings.DEFAULT, read());
    }

    @Test
    void aNodeCannotBeLostBeforeItIsUnknown() {
        var refused =
                assertThrows(
                        BadSettings.class,
                        () -> read("--node-unknown-after", "1m0s", "--node-lost-after", "1m0s"));
        assertEquals(
                List.of("node-lost-after must be longer than node-unknown-after, got 60s and 60s"),
                refused.faults());
    }

    @Test
    void oneMissedHeartbeatIsNoSilence() {
        assertThrows(BadSettings.class, () -> read("--node-unknown-after", "15s"));
    }

    @Test
    void aShareIsAPercentage() {
        assertThrows(BadSettings.class, () -> read("--bus-suspect-percent", "0"));
        assertThrows(BadSettings.class, () -> read("--bus-suspect-percent", "101"));
    }

    private static AutoscalerSettings read(String... args) {
        return Settings.read(AutoscalerSettings.class, List.of(args), Map.of()).values();
    }
}
