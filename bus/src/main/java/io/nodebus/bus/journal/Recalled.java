package io.nodebus.bus.journal;

/// A record as the journal remembers it.
///
/// @param partition where it was heard; -1 for what this node said itself
/// @param offset where it was heard; -1 for what this node said itself
public record Recalled(JournalRecord record, int partition, long offset) {}
