package io.nodebus.nodeagent.containers;

import java.time.Duration;
import java.util.Optional;

/// How long to wait before something that failed is tried again: kubelet's rule. The first try
/// again is at once; each one doubles the wait that follows the next failure; a failure long after
/// the last try begins anew. Times are those of [io.nodebus.bus.decide.Moment#since].
///
/// @param delay the wait that counts, zero while nothing was tried again
/// @param grownAt when it last grew
public record BackOff(Duration first, Duration most, Duration delay, Duration grownAt) {
    /// Containers that end: 10 s to 5 min.
    public static BackOff ofRestarts() {
        return of(Duration.ofSeconds(10), Duration.ofMinutes(5));
    }

    /// Images that cannot be had: 10 s to 5 min.
    public static BackOff ofPulls() {
        return of(Duration.ofSeconds(10), Duration.ofMinutes(5));
    }

    /// What the runtime refused: 1 s to 1 min.
    public static BackOff ofRefusals() {
        return of(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    private static BackOff of(Duration first, Duration most) {
        return new BackOff(first, most, Duration.ZERO, Duration.ZERO);
    }

    /// Until when a failure of this moment has to wait; empty when it has not.
    public Optional<Duration> holds(Duration failedAt) {
        return delay.isZero() || isForgotten(failedAt)
                ? Optional.empty()
                : Optional.of(failedAt.plus(delay));
    }

    /// It is tried again now, after a failure of that moment.
    public BackOff grown(Duration failedAt, Duration now) {
        var next =
                delay.isZero() || isForgotten(failedAt)
                        ? first
                        : delay.multipliedBy(2).compareTo(most) < 0 ? delay.multipliedBy(2) : most;
        return new BackOff(first, most, next, now);
    }

    /// It worked.
    public BackOff reset() {
        return of(first, most);
    }

    /// As kubelet has it: after twice the longest wait.
    private boolean isForgotten(Duration failedAt) {
        return failedAt.minus(grownAt).compareTo(most.multipliedBy(2)) > 0;
    }
}
