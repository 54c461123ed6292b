package io.nodebus.nodeagent.services;

import java.time.Duration;
import java.util.Optional;

/// When what is in the kernel was told last, and what it took since. Immutable.
///
/// @param took by the kernel
/// @param lag from a change being heard to its being in the kernel, the longest
/// @param at empty: never
record Telling(Duration took, Duration lag, Optional<Duration> at) {
    static final Telling NONE = new Telling(Duration.ZERO, Duration.ZERO, Optional.empty());

    /// The first change is told at once. While there is no end of them, ten times in a second.
    private static final Duration PACE = Duration.ofMillis(100);

    Telling with(Duration tookNow, Duration lagNow) {
        return new Telling(took.plus(tookNow), lag.compareTo(lagNow) > 0 ? lag : lagNow, at);
    }

    Telling told(Duration now) {
        return new Telling(Duration.ZERO, Duration.ZERO, Optional.of(now));
    }

    /// How long it has to wait; zero when it is time.
    Duration left(Duration now) {
        return at.map(it -> it.plus(PACE).minus(now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }
}
