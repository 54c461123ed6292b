package io.nodebus.compose.cli;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.client.Tree;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Single records of a plane, read with Kafka's own consumer and nothing of ours.
final class Records implements AutoCloseable {
    private static final String PREFIX = "nodebus.";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Found> read = new HashMap<>();

    Records(String kafka) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                kafka,
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
    }

    record Found(String key, String type, Tree value) {}

    /// @param place `topic`, `partition`, `offset`, as `why` tells them
    Found at(Tree place) {
        return read.computeIfAbsent(
                List.of(place.text("topic"), place.text("partition"), place.text("offset"))
                        .toString(),
                _ -> look(place));
    }

    private Found look(Tree place) {
        var partition =
                new TopicPartition(
                        PREFIX + place.text("topic"), Integer.parseInt(place.text("partition")));
        var offset = Long.parseLong(place.text("offset"));
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            for (var record : consumer.poll(LOOK).records(partition)) {
                if (record.offset() == offset) {
                    var type = record.headers().lastHeader("ce_type").value();
                    return new Found(
                            record.key(),
                            new String(type, StandardCharsets.UTF_8),
                            Tree.of(Json.parse(record.value())));
                }
            }
        }
        throw new AssertionError("nothing at %s@%d".formatted(partition, offset));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
