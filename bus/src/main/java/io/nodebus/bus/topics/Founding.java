package io.nodebus.bus.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.Said;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.kafka.PlaneReader;
import io.nodebus.bus.kafka.PlaneRefused;
import io.nodebus.bus.wire.CloudEvents;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.plane.PlaneState.Founded;
import io.nodebus.contracts.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Writes `plane.state`, once. In a transaction whose id all founders share: whoever begins shuts
/// out whoever began before, so of two only one gets through.
final class Founding {
    private static final int FORMAT = 1;
    private static final String TRANSACTIONS = "topics-apply";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private Founding() {}

    /// Who the plane is: as founded before, or just now.
    static Founded found(KafkaSettings settings, OptionalInt partitions) {
        var before = new PlaneReader(settings).founded();
        if (before.isPresent()) {
            return agreed(before.get(), partitions);
        }
        var producer =
                new KafkaProducer<String, byte[]>(
                        Map.copyOf(settings.transactional(TRANSACTIONS, TIMEOUT)));
        try (producer) {
            producer.initTransactions();
            var meanwhile = new PlaneReader(settings).founded();
            if (meanwhile.isPresent()) {
                return agreed(meanwhile.get(), partitions);
            }
            var founded =
                    new Founded(
                            UUID.randomUUID().toString(),
                            partitions.orElse(TopicsWanted.DEFAULT_PARTITIONS),
                            FORMAT);
            producer.beginTransaction();
            var _ = producer.send(record(settings, founded));
            producer.commitTransaction();
            return founded;
        }
    }

    /// @throws PlaneRefused when another number is wanted, or the format is unknown
    static Founded agreed(Founded plane, OptionalInt partitions) {
        if (plane.format() != FORMAT) {
            throw new PlaneRefused(
                    "plane %s has format %d, this version reads %d"
                            .formatted(plane.planeId(), plane.format(), FORMAT));
        }
        if (partitions.orElse(plane.partitions()) != plane.partitions()) {
            throw new PlaneRefused(
                    "plane %s was founded with %d partitions, got %d; they are for ever"
                            .formatted(plane.planeId(), plane.partitions(), partitions.orElse(0)));
        }
        return plane;
    }

    private static ProducerRecord<String, byte[]> record(KafkaSettings settings, Founded founded) {
        var packed =
                CloudEvents.pack(
                        new Said<>(
                                PlaneState.TOPIC,
                                PlaneState.KEY,
                                Optional.of(founded),
                                new Stamp.ByLeader("topics", 1, 1),
                                Instant.now(),
                                "/topics-apply"));
        var record =
                new ProducerRecord<String, byte[]>(
                        settings.name(PlaneState.TOPIC),
                        0,
                        PlaneState.KEY,
                        packed.value().orElseThrow());
        packed.headers()
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }
}
