package io.nodebus.compose.keep;

import java.time.Duration;

/// How long to wait before a process is started again: twice as long each time, from the beginning
/// after it has lived a good while.
record BackOff(Duration next) {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration GOOD_WHILE = Duration.ofSeconds(20);

    static BackOff fresh() {
        return new BackOff(FIRST);
    }

    /// What to wait when it has lived this long, and what to go on with.
    BackOff after(Duration lived) {
        return lived.compareTo(GOOD_WHILE) >= 0 ? fresh() : this;
    }

    BackOff longer() {
        var twice = next.multipliedBy(2);
        return new BackOff(twice.compareTo(LONGEST) > 0 ? LONGEST : twice);
    }
}
