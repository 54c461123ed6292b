package io.nodebus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.wire.CloudEvents;
import io.nodebus.bus.wire.Opened;
import io.nodebus.bus.wire.Packed;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.plane.PlaneState.Founded;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// Asks which bus it is. Blocks: for threads that may wait.
public final class PlaneReader {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaSettings settings;

    public PlaneReader(KafkaSettings settings) {
        this.settings = settings;
    }

    /// Who it is; empty when the plane has not been founded.
    ///
    /// @throws KafkaException when nobody answers in time
    public Optional<PlaneIdentity> read() {
        try (var admin = Admin.create(Map.copyOf(settings.admin()))) {
            var ids = topicIds(admin);
            if (!ids.containsKey(PlaneState.TOPIC.kind())) {
                return Optional.empty();
            }
            var clusterId = answer(admin.describeCluster().clusterId());
            return founded().map(plane -> identity(clusterId, plane, ids));
        }
    }

    /// Who it is, by one who has just founded it.
    public PlaneIdentity read(Founded plane) {
        try (var admin = Admin.create(Map.copyOf(settings.admin()))) {
            return identity(answer(admin.describeCluster().clusterId()), plane, topicIds(admin));
        }
    }

    private static PlaneIdentity identity(
            String clusterId, Founded plane, Map<String, String> ids) {
        return new PlaneIdentity(clusterId, plane.planeId(), plane.partitions(), ids);
    }

    private Map<String, String> topicIds(Admin admin) {
        var ids = new LinkedHashMap<String, String>();
        var before = settings.prefix() + ".";
        for (TopicListing topic : answer(admin.listTopics().listings())) {
            if (topic.name().startsWith(before)) {
                ids.put(topic.name().substring(before.length()), topic.topicId().toString());
            }
        }
        return ids;
    }

    /// What `plane.state` says, empty when it says nothing yet.
    ///
    /// @throws PlaneRefused when it says something this version cannot read
    public Optional<Founded> founded() {
        var partition = new TopicPartition(settings.name(PlaneState.TOPIC), 0);
        var consumer = new KafkaConsumer<String, byte[]>(Map.copyOf(settings.consumer()));
        try (consumer) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            Optional<Founded> founded = Optional.empty();
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (end != null && consumer.position(partition) < end) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("plane.state could not be read to its end");
                }
                for (var record : consumer.poll(POLL)) {
                    if (PlaneState.KEY.equals(record.key())) {
                        founded = opened(record);
                    }
                }
            }
            return founded;
        }
    }

    private static Optional<Founded> opened(ConsumerRecord<String, byte[]> record) {
        return switch (CloudEvents.open(PlaneState.TOPIC, packed(record))) {
            case Opened.Event<PlaneState> event -> event.message().map(Founded.class::cast);
            case Opened.Unopened<PlaneState>(var because) ->
                    throw new PlaneRefused(
                            "plane.state at offset %d: %s"
                                    .formatted(record.offset(), because.message()));
        };
    }

    static Packed packed(ConsumerRecord<String, byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        StreamSupport.stream(record.headers().spliterator(), false)
                .filter(header -> header.value() != null)
                .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return new Packed(headers, Optional.ofNullable(record.value()));
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka
                    ? kafka
                    : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking which bus this is", e);
        }
    }
}
