package io.nodebus.bus.journal;

import java.time.Instant;
import java.util.Optional;

/// One thing the file remembers. The contents of a journal are its frames, applied in order.
sealed interface Frame {
    record Life(NodeLife life) implements Frame {}

    record Plane(RememberedPlane plane) implements Frame {}

    /// A topic was read to its end at least once: from here on, what the journal has of it is all
    /// there was.
    record ReadOnce(String topic) implements Frame {}

    /// A gap as it is now; replaces what was known under its name.
    record Missed(Gap gap) implements Frame {}

    /// What another writer said, for starting without the bus.
    ///
    /// @param plane number of the plane it was heard on
    record Heard(long plane, int partition, long offset, JournalRecord record) implements Frame {}

    /// What this node said in a lane that keeps the newest.
    ///
    /// @param sent whether the bus has it
    /// @param number order in which it was said
    /// @param slot what it replaces the older of; the key, save for gaps
    /// @param settles the gap this record tells of: told, it begins anew
    record Own(
            boolean sent,
            Lane lane,
            long number,
            String slot,
            Optional<Gap.Name> settles,
            JournalRecord record)
            implements Frame {}

    /// What this node said, to be sent once.
    ///
    /// @param notAfter when it is no longer worth sending
    record Event(long number, Optional<Instant> notAfter, JournalRecord record) implements Frame {}

    record SentOwn(String topic, String slot, long number) implements Frame {}

    /// Every event up to this number was sent.
    record SentEvents(long through) implements Frame {}

    /// An event will not be sent.
    record Lost(long number) implements Frame {}

    record ForgotHeard(String topic, String key) implements Frame {}

    /// The bus does not have a record of ours that it once had: it is to be sent again.
    record Owed(String topic, String slot) implements Frame {}

    /// All before it is a snapshot: a half without it was never finished.
    record SnapshotEnd(long lastNumber) implements Frame {}
}
