package io.nodebus.bus.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.contracts.stamp.Stamp;
import java.nio.ByteBuffer;
import java.time.Instant;

/// Records for tests of the journal, which does not care what is in them.
final class Records {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Records() {}

    static JournalRecord record(String topic, String key, long seq, String value) {
        return record(topic, key, new Stamp.ByNode("uid-1", 1, seq), value);
    }

    static JournalRecord record(String topic, String key, Stamp stamp, String value) {
        return new JournalRecord(
                topic,
                key,
                stamp,
                NOON,
                "/nodes/n1/node-agent",
                "test.v1",
                ByteBuffer.wrap(value.getBytes(UTF_8)));
    }

    static JournalRecord tombstone(String topic, String key, long seq) {
        return new JournalRecord(
                topic,
                key,
                new Stamp.ByNode("uid-1", 1, seq),
                NOON,
                "/nodes/n1/node-agent",
                "",
                ByteBuffer.allocate(0));
    }

    static String text(JournalRecord record) {
        return UTF_8.decode(record.value().duplicate()).toString();
    }
}
