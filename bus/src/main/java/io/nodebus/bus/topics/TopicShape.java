package io.nodebus.bus.topics;

import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What one topic is like on the broker.
///
/// @param settings those of Kafka's topic settings that are ours to say
public record TopicShape(int partitions, int replication, SequencedMap<String, String> settings) {
    /// Small topics: a segment that is written to is never compacted, so it must not last long.
    private static final Duration STATE_SEGMENT = Duration.ofHours(1);

    /// Longer than it takes a writer to read its topic back. A record that came late lies behind a
    /// newer one, and compaction would keep the late one; until then its writer has said the newer
    /// one anew.
    private static final Duration UNCOMPACTED = Duration.ofMinutes(15);

    private static final long SEGMENT_BYTES = 16L << 20;
    private static final long EVENT_BYTES = 256L << 20;

    public TopicShape {
        settings = Collections.unmodifiableSequencedMap(new TreeMap<>(settings));
    }

    /// What the catalogue asks for.
    static TopicShape of(Topic<?> topic, int partitions, int replication) {
        var settings = new TreeMap<String, String>();
        // A node with a wrong clock can neither be refused nor rule retention.
        settings.put("message.timestamp.type", "LogAppendTime");
        settings.put("segment.bytes", Long.toString(SEGMENT_BYTES));
        settings.putAll(
                switch (topic.cleanup()) {
                    case Cleanup.Compact _ -> compacted();
                    case Cleanup.Delete(var retention) -> deleted(retention);
                });
        if (replication > 2) {
            settings.put("min.insync.replicas", "2");
        }
        return new TopicShape(
                topic.scope() == Scope.SINGLE ? 1 : partitions, replication, settings);
    }

    private static Map<String, String> compacted() {
        return Map.of(
                "cleanup.policy",
                "compact",
                "segment.ms",
                Long.toString(STATE_SEGMENT.toMillis()),
                "min.compaction.lag.ms",
                Long.toString(UNCOMPACTED.toMillis()),
                "min.cleanable.dirty.ratio",
                "0.2");
    }

    private static Map<String, String> deleted(Duration retention) {
        var segment = retention.dividedBy(6);
        return Map.of(
                "cleanup.policy", "delete",
                "retention.ms", Long.toString(retention.toMillis()),
                "retention.bytes", Long.toString(EVENT_BYTES),
                "segment.ms", Long.toString(segment.toMillis()));
    }
}
