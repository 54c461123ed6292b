package io.nodebus.bus.kafka;

import io.nodebus.bus.wire.CloudEvents;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// The highest epoch a service ever wrote, read from the headers of its outputs. Blocks.
final class EpochScan {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaSettings settings;
    private final String service;

    EpochScan(KafkaSettings settings, String service) {
        this.settings = settings;
        this.service = service;
    }

    /// 0 when it never wrote anything.
    ///
    /// @throws TimeoutException when the ends are not reached
    long highest(Collection<Topic<?>> topics, int partitions) {
        var consumer = new KafkaConsumer<String, byte[]>(Map.copyOf(settings.consumer()));
        try (consumer) {
            var places =
                    topics.stream()
                            .flatMap(topic ->
                                    IntStream.range(
                                                    0,
                                                    topic.scope() == Scope.SINGLE ? 1 : partitions)
                                            .mapToObj(partition ->
                                                    new TopicPartition(
                                                            settings.name(topic), partition)))
                            .toList();
            consumer.assign(places);
            consumer.seekToBeginning(places);
            var ends = new LinkedHashMap<>(consumer.endOffsets(places));
            var highest = 0L;
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!reached(consumer, ends)) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException(
                            "own outputs of %s could not be read to their ends".formatted(service));
                }
                for (var record : consumer.poll(POLL)) {
                    highest = Math.max(highest, epoch(record));
                }
            }
            return highest;
        }
    }

    /// By position: behind the last record there may be a transaction's marker.
    private static boolean reached(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        return ends.isEmpty();
    }

    private long epoch(ConsumerRecord<String, byte[]> record) {
        return CloudEvents.stamp(PlaneReader.packed(record))
                .filter(stamp ->
                        stamp instanceof Stamp.ByLeader(var by, _, _) && by.equals(service))
                .map(stamp -> ((Stamp.ByLeader) stamp).epoch())
                .orElse(0L);
    }
}
