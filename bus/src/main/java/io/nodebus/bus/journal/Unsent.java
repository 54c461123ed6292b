package io.nodebus.bus.journal;

import java.time.Instant;
import java.util.Optional;

/// A record on its way to the bus.
///
/// @param number what the journal is told when it arrived
/// @param notAfter when it is no longer worth sending
public record Unsent(long number, Lane lane, Optional<Instant> notAfter, JournalRecord record) {}
