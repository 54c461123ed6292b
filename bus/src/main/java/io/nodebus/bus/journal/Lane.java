package io.nodebus.bus.journal;

/// What is owed to a record that this node said.
public enum Lane {
    /// The newest of a key is what holds. Kept for good, sent first.
    STATE,
    /// Only the newest of a key is worth telling, and only once: heartbeats, readings, gaps.
    READING,
    /// Each is worth telling, oldest first; the oldest are dropped when there is no room.
    EVENT
}
