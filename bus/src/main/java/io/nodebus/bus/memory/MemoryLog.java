package io.nodebus.bus.memory;

import io.nodebus.bus.Said;
import io.nodebus.contracts.topic.Topic;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One partition: records by offset. Guarded by the bus's lock.
final class MemoryLog {
    private final Topic<?> topic;
    private final int partition;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private long end;

    /// @param order when it was said, compared over all partitions
    record Entry(long offset, long order, Said<?> said) {}

    MemoryLog(Topic<?> topic, int partition) {
        this.topic = topic;
        this.partition = partition;
    }

    Topic<?> topic() {
        return topic;
    }

    int partition() {
        return partition;
    }

    /// The offset the next record will get.
    long end() {
        return end;
    }

    void append(Said<?> said, long order) {
        entries.put(end, new Entry(end, order, said));
        end++;
    }

    /// The first record at or after an offset.
    Optional<Entry> from(long offset) {
        return Optional.ofNullable(entries.ceilingEntry(offset)).map(Map.Entry::getValue);
    }
}
