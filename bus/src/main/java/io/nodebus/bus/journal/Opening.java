package io.nodebus.bus.journal;

/// What was found when a journal was opened.
public enum Opening {
    /// Nothing: this is a new node.
    MADE,
    /// What was written before.
    CONTINUED,
    /// Bytes that are no journal. A new one was made over them, and so this is a new node.
    LOST
}
