package io.nodebus.logrotate.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.bus.settings.BadSettings;
import io.nodebus.bus.settings.Settings;
import io.nodebus.contracts.meta.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogRotateSettingsTest {
    @Test
    void theDefaultsAreTheKubelets() {
        assertEquals(new LogRotateSettings(Quantity.of("10Mi"), 5), read());
    }

    @Test
    void oneGenerationIsTooFew() {
        var refused = assertThrows(BadSettings.class, () -> read("--container-log-max-files", "1"));
        assertEquals(
                "container-log-max-files must be at least 2, the one being written and one before"
                        + " it, got 1",
                refused.getMessage());
    }

    private static LogRotateSettings read(String... args) {
        return Settings.read(LogRotateSettings.class, List.of(args), Map.of()).values();
    }
}
