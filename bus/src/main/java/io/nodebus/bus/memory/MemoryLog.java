package io.nodebus.bus.memory;

import io.nodebus.bus.Said;
import io.nodebus.contracts.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One partition: records by offset. Guarded by the bus's lock.
final class MemoryLog {
    private final Topic<?> topic;
    private final int partition;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private long end;

    /// @param order when it was said, compared over all partitions
    /// @param since the same in monotonic time
    record Entry(long offset, long order, Duration since, Said<?> said) {}

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

    void append(Said<?> said, long order, Duration since) {
        entries.put(end, new Entry(end, order, since, said));
        end++;
    }

    /// Keeps the newest record of each key, as the broker's cleaner does: by offset, not by stamp.
    ///
    /// @param young from this offset on nothing is looked at
    /// @param oldEnough tombstones before this offset go as well
    void compact(long young, long oldEnough) {
        var old = entries.headMap(young);
        var last = new HashMap<String, Entry>();
        old.values().forEach(entry -> last.put(entry.said().key(), entry));
        old.values()
                .removeIf(entry ->
                        !entry.equals(last.get(entry.said().key()))
                                || entry.said().message().isEmpty() && entry.offset() < oldEnough);
    }

    /// The first record that was said later than a moment.
    long after(Duration since) {
        return entries.values().stream()
                .filter(entry -> entry.since().compareTo(since) > 0)
                .mapToLong(Entry::offset)
                .min()
                .orElse(end);
    }

    /// Loses its last records, as after a broker was chosen to lead that had not got them yet.
    void truncate(int records) {
        for (var lost = 0; lost < records && !entries.isEmpty(); lost++) {
            end = entries.pollLastEntry().getKey();
        }
    }

    void clear() {
        entries.clear();
        end = 0;
    }

    void lose(String key) {
        entries.values().removeIf(entry -> entry.said().key().equals(key));
    }

    Stream<Entry> entries() {
        return entries.values().stream();
    }

    /// The first record at or after an offset.
    Optional<Entry> from(long offset) {
        return Optional.ofNullable(entries.ceilingEntry(offset)).map(Map.Entry::getValue);
    }
}
