package io.nodebus.nodeagent.simulated;

import java.time.Duration;

/// How long a runtime takes over its work.
///
/// @param admission from the event of an exit until a container is said to have exited
public record Pace(
        Duration sandbox, Duration create, Duration start, Duration pull, Duration admission) {
    public static final Pace INSTANT =
            new Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /// As measured with containerd 1.6, runc and ptp.
    public static final Pace CONTAINERD =
            new Pace(
                    Duration.ofMillis(88),
                    Duration.ofMillis(15),
                    Duration.ofMillis(58),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(48));
}
