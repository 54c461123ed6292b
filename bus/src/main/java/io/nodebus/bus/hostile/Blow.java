package io.nodebus.bus.hostile;

import io.nodebus.bus.Said;
import io.nodebus.contracts.topic.Topic;
import java.time.Duration;

/// One thing that goes wrong now.
public sealed interface Blow {
    /// A record is there once more.
    record Repeated(Said<?> said) implements Blow {}

    /// The cleaner has run.
    ///
    /// @param tombstones whether they go as well, once everybody who hears has had them
    record Compacted(Topic<?> topic, boolean tombstones) implements Blow {}

    /// A hearer loses the bus.
    ///
    /// @param hearer a number: the hearer of that number, counted round
    record Absent(int hearer, Duration duration) implements Blow {}

    /// The clock on the wall is set forward, or back if negative.
    record ClockJumped(Duration by) implements Blow {}

    /// The end of the partition in which a key of a topic lies is lost.
    record Truncated(Topic<?> topic, String key, int records) implements Blow {}

    /// Nothing is left, and another cluster answers.
    record Wiped() implements Blow {}
}
