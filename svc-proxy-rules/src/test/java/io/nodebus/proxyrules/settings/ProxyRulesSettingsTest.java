package io.nodebus.proxyrules.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.bus.settings.BadSettings;
import io.nodebus.bus.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyRulesSettingsTest {
    @Test
    void changesAreGatheredForTwentyMillisecondsToOneSecond() {
        assertEquals(new ProxyRulesSettings(Duration.ofMillis(20), Duration.ofSeconds(1)), read());
    }

    @Test
    void theLongestIsNotShorterThanTheShortest() {
        assertThrows(BadSettings.class, () -> read("--pacing-longest", "10ms"));
    }

    private static ProxyRulesSettings read(String... args) {
        return Settings.read(ProxyRulesSettings.class, List.of(args), Map.of()).values();
    }
}
