package io.nodebus.logrotate.settings;

import io.nodebus.bus.settings.Setting;
import io.nodebus.contracts.meta.Quantity;

/// How much of a container's log is kept.
public record LogRotateSettings(
        @Setting(
                        key = "container-log-max-size",
                        value = "10Mi",
                        help =
                                "A log larger than this is rotated; containerLogMaxSize of the"
                                        + " kubelet.")
                Quantity maxSize,
        @Setting(
                        key = "container-log-max-files",
                        value = "5",
                        help =
                                "Generations kept, the one being written included;"
                                        + " containerLogMaxFiles of the kubelet.")
                int maxFiles) {
    public LogRotateSettings {
        if (maxSize.units() < 1) {
            throw new IllegalArgumentException(
                    "container-log-max-size must be more than nothing, got " + maxSize);
        }
        if (maxFiles < 2) {
            throw new IllegalArgumentException(
                    "container-log-max-files must be at least 2, the one being written and one"
                            + " before it, got "
                            + maxFiles);
        }
    }
}
