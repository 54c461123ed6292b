package io.nodebus.imagegc.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.bus.settings.BadSettings;
import io.nodebus.bus.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageGcSettingsTest {
    @Test
    void theDefaultsAreTheKubelets() {
        assertEquals(new ImageGcSettings(85, 80, Duration.ofMinutes(2)), read());
    }

    @Test
    void theLowThresholdIsBelowTheHighOne() {
        var refused =
                assertThrows(BadSettings.class, () -> read("--image-gc-high-threshold", "80"));
        assertEquals(
                "image-gc-low-threshold must be below image-gc-high-threshold, got 80 and 80",
                refused.getMessage());
    }

    @Test
    void aPercentageIsOne() {
        var refused =
                assertThrows(BadSettings.class, () -> read("--image-gc-high-threshold", "101"));
        assertEquals(
                "image-gc-high-threshold must be from 0 to 100, got 101", refused.getMessage());
    }

    private static ImageGcSettings read(String... args) {
        return Settings.read(ImageGcSettings.class, List.of(args), Map.of()).values();
    }
}
