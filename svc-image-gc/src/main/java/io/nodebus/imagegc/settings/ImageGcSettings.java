package io.nodebus.imagegc.settings;

import io.nodebus.bus.settings.Setting;
import java.time.Duration;

/// When images are reclaimed, down to where, and which are spared.
public record ImageGcSettings(
        @Setting(
                        key = "image-gc-high-threshold",
                        value = "85",
                        help =
                                "Reclaims at this use of the disk, in percent; 100 switches it off;"
                                        + " imageGCHighThresholdPercent of the kubelet.")
                int highPercent,
        @Setting(
                        key = "image-gc-low-threshold",
                        value = "80",
                        help =
                                "Reclaims down to this use, in percent; imageGCLowThresholdPercent"
                                        + " of the kubelet.")
                int lowPercent,
        @Setting(
                        key = "image-minimum-gc-age",
                        value = "2m0s",
                        help =
                                "Spares images first seen less long ago; imageMinimumGCAge of the"
                                        + " kubelet.")
                Duration minimumAge) {
    public ImageGcSettings {
        percent("image-gc-high-threshold", highPercent);
        percent("image-gc-low-threshold", lowPercent);
        if (lowPercent >= highPercent) {
            throw new IllegalArgumentException(
                    "image-gc-low-threshold must be below image-gc-high-threshold, got %d and %d"
                            .formatted(lowPercent, highPercent));
        }
        if (minimumAge.isNegative()) {
            throw new IllegalArgumentException(
                    "image-minimum-gc-age must not be negative, got " + minimumAge);
        }
    }

    private static void percent(String key, int value) {
        if (value < 0 || value > 100) {
            throw new IllegalArgumentException(
                    "%s must be from 0 to 100, got %d".formatted(key, value));
        }
    }
}
