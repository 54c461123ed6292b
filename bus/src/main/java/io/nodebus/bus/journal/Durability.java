package io.nodebus.bus.journal;

/// What a journal is to survive.
public enum Durability {
    /// Everything. For nodes.
    POWER_CUT,
    /// The end of the process, however sudden. For simulated nodes, of which many share one disk.
    KILL
}
