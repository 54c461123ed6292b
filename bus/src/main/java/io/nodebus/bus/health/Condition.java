package io.nodebus.bus.health;

/// What a check found.
public sealed interface Condition {
    Condition OK = new Ok();

    static Condition degraded(String why) {
        return new Degraded(why);
    }

    static Condition failed(String why) {
        return new Failed(why);
    }

    record Ok() implements Condition {}

    /// Works, with less than it should have: a node without the bus. Counts as ready.
    record Degraded(String why) implements Condition {}

    record Failed(String why) implements Condition {}
}
