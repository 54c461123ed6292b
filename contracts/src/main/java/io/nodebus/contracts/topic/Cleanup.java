package io.nodebus.contracts.topic;

import java.time.Duration;

/// How long records of a topic stay.
public sealed interface Cleanup {
    Cleanup COMPACT = new Compact();

    static Cleanup after(Duration retention) {
        return new Delete(retention);
    }

    /// The newest record of each key, for ever; a tombstone takes the key away.
    record Compact() implements Cleanup {}

    /// Everything, for a while.
    record Delete(Duration retention) implements Cleanup {}
}
