package io.nodebus.bus.journal;

import io.nodebus.contracts.stamp.Stamp;
import java.nio.ByteBuffer;
import java.time.Instant;

/// One record as the journal keeps it: already encoded, still addressed.
///
/// @param topic kind of the topic, without prefix
/// @param type which message it is, e.g. `pod.bound.v1`; empty for a tombstone
/// @param value the message, encoded; empty for a tombstone
public record JournalRecord(
        String topic,
        String key,
        Stamp stamp,
        Instant at,
        String source,
        String type,
        ByteBuffer value) {
    public JournalRecord {
        value = value.asReadOnlyBuffer();
    }

    public boolean isTombstone() {
        return type.isEmpty();
    }
}
