package io.nodebus.compose.plane;

import static java.util.Objects.requireNonNull;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.client.Tree;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What a plane's topics say in the end, read with Kafka's own consumer and nothing of ours.
final class NewestRecords {
    private static final String PREFIX = "nodebus.";
    private static final Duration LOOK = Duration.ofMillis(100);

    private NewestRecords() {}

    /// The last record of each key, without those that are gone.
    static SortedMap<String, Tree> of(String kafka, String topic) {
        var newest = new TreeMap<String, Tree>();
        try (var consumer = consumer(kafka)) {
            var places =
                    consumer.partitionsFor(PREFIX + topic).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(places);
            consumer.seekToBeginning(places);
            var ends = consumer.endOffsets(places);
            while (places.stream()
                    .anyMatch(
                            place -> consumer.position(place) < requireNonNull(ends.get(place)))) {
                for (var record : consumer.poll(LOOK)) {
                    if (record.value() == null) {
                        newest.remove(record.key());
                    } else {
                        newest.put(record.key(), Tree.of(Json.parse(record.value())));
                    }
                }
            }
        }
        return newest;
    }

    private static KafkaConsumer<String, byte[]> consumer(String kafka) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
