package io.nodebus.autoscaler.settings;

import io.nodebus.bus.settings.Setting;
import java.time.Duration;

/// When a silent node is not believed to be well any more, and when the bus is not believed.
public record AutoscalerSettings(
        @Setting(
                        key = "node-unknown-after",
                        value = "40s",
                        help =
                                "A node silent for this long is Unknown: four heartbeats;"
                                        + " kube-controller-manager's --node-monitor-grace-period.")
                Duration unknownAfter,
        @Setting(
                        key = "node-lost-after",
                        value = "5m0s",
                        help =
                                "A node silent for this long is Lost; longer than a node that is"
                                        + " cut off keeps pods that may be replaced.")
                Duration lostAfter,
        @Setting(
                        key = "bus-suspect-percent",
                        value = "55",
                        help =
                                "When more than this share of at least three nodes falls silent"
                                        + " together, none is judged for it;"
                                        + " kube-controller-manager's --unhealthy-zone-threshold.")
                int suspectPercent) {
    private static final Duration LEAST_UNKNOWN = Duration.ofSeconds(20);

    public static final AutoscalerSettings DEFAULT =
            new AutoscalerSettings(Duration.ofSeconds(40), Duration.ofMinutes(5), 55);

    public AutoscalerSettings {
        if (unknownAfter.compareTo(LEAST_UNKNOWN) < 0) {
            throw new IllegalArgumentException(
                    "node-unknown-after must be at least two heartbeats, 20s, got %ds"
                            .formatted(unknownAfter.toSeconds()));
        }
        if (lostAfter.compareTo(unknownAfter) <= 0) {
            throw new IllegalArgumentException(
                    "node-lost-after must be longer than node-unknown-after, got %ds and %ds"
                            .formatted(lostAfter.toSeconds(), unknownAfter.toSeconds()));
        }
        if (suspectPercent < 1 || suspectPercent > 100) {
            throw new IllegalArgumentException(
                    "bus-suspect-percent must be from 1 to 100, got " + suspectPercent);
        }
    }
}
