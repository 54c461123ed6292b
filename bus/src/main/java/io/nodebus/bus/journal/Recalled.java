package io.nodebus.bus.journal;

/// A record as the journal remembers it.
///
/// @param partition where it was heard; -1 for what this node said itself
/// @param offset where it was heard; -1 for what this node said itself
/// @param plane number of the plane it was heard on
public record Recalled(JournalRecord record, long plane, int partition, long offset) {}
