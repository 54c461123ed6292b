package io.nodebus.autoscaler.settings;

import java.time.Duration;

/// When a silent node is not believed to be well any more, and when the bus is not believed.
///
/// @param unknownAfter a node silent for this long is Unknown; kube-controller-manager's
///   `--node-monitor-grace-period`, default 40 s: four heartbeats
/// @param lostAfter a node silent for this long is Lost, default 5 min: longer than a cut-off agent
///   keeps pods that may be replaced
/// @param suspectPercent when more than this share of at least three nodes falls silent together,
///   none is judged; kube-controller-manager's `--unhealthy-zone-threshold`, default 55
public record AutoscalerSettings(Duration unknownAfter, Duration lostAfter, int suspectPercent) {
    private static final Duration LEAST_UNKNOWN = Duration.ofSeconds(20);

    public static final AutoscalerSettings DEFAULT =
            new AutoscalerSettings(Duration.ofSeconds(40), Duration.ofMinutes(5), 55);

    public AutoscalerSettings {
        if (unknownAfter.compareTo(LEAST_UNKNOWN) < 0) {
            throw new IllegalArgumentException(
                    "unknownAfter must be at least two heartbeats (%s), got %s"
                            .formatted(LEAST_UNKNOWN, unknownAfter));
        }
        if (lostAfter.compareTo(unknownAfter) <= 0) {
            throw new IllegalArgumentException(
                    "lostAfter must be longer than unknownAfter, got %s and %s"
                            .formatted(lostAfter, unknownAfter));
        }
        if (suspectPercent < 1 || suspectPercent > 100) {
            throw new IllegalArgumentException(
                    "suspectPercent must be from 1 to 100, got " + suspectPercent);
        }
    }
}
