package io.nodebus.bus.node;

import static io.nodebus.bus.Await.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Await;
import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Heeded;
import io.nodebus.bus.Said;
import io.nodebus.bus.broker.BrokerProcess;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.bus.journal.Durability;
import io.nodebus.bus.kafka.KafkaBus;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsWanted;
import io.nodebus.contracts.catalogue.Catalogue;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node whose broker is killed, stays away, comes back, or comes back as another one.
class NodeBusAwayIT {
    private static final TopicsWanted TOPICS = TopicsWanted.of(4, 1);
    private static final Topic<?>[] LOCAL = {
        PodState.TOPIC, NodeHeartbeat.TOPIC, ContainerEvent.TOPIC
    };

    private final Vertx vertx = Vertx.vertx();
    @TempDir private Path folder;
    private BrokerProcess broker;
    private NodeBus node;
    private final List<KafkaBus> buses = new ArrayList<>();
    private final Set<String> said = new TreeSet<>();

    @BeforeEach
    void starts() throws IOException {
        broker = BrokerProcess.start(folder.resolve("broker"));
        new TopicsApply(settings()).apply(TOPICS);
        node = start();
        Await.until(() -> node.partitions() > 0, node::plane);
    }

    private NodeBus start() throws IOException {
        return NodeBus.open(
                NodeBusSettings.at(
                        folder.resolve("node/journal"), Quantity.of("1Mi"), Durability.POWER_CUT),
                Wiring.of("n1", LOCAL),
                NodeBus.Surroundings.of(vertx, FaultHandler.LOGS),
                _ -> KafkaBus.start(vertx, settings()).onSuccess(buses::add));
    }

    private KafkaSettings settings() {
        return KafkaSettings.at(broker.bootstrap(), "node-n1");
    }

    @AfterEach
    void ends() {
        done(node.close());
        buses.forEach(bus -> done(bus.close()));
        done(vertx.close());
        broker.close();
    }

    @Test
    void everyRecordArrivesAtLeastOnceOrIsCountedThoughBrokerAndNodeAreKilled() throws IOException {
        for (var i = 0; i < 300; i++) {
            say(pod("p" + i % 7, "before " + i), event("before " + i));
        }
        broker.kill();
        for (var i = 0; i < 300; i++) {
            say(pod("p" + i % 7, "away " + i), event("x".repeat(2000)), beat());
        }
        restartTheNode();
        for (var i = 0; i < 300; i++) {
            say(pod("p" + i % 7, "still away " + i), event("y".repeat(500)));
        }
        broker.restart();
        say(pod("p1", "back"));
        Await.until(() -> node.journal().unsent() == 0 && untold() == 0, () -> node.journal());

        var onTheBus = read();
        var missing = new TreeSet<>(said);
        missing.removeAll(onTheBus.keySet());
        var counted = new TreeSet<>(missing);
        counted.removeIf(id -> isCounted(id, onTheBus));
        assertEquals(Set.of(), counted, "neither on the bus nor in a gap");
        assertTrue(
                missing.size() > 400, () -> "only " + missing.size() + " were kept from the bus");
    }

    private long untold() {
        return node.journal().dropped() + node.journal().superseded();
    }

    @Test
    void aNodeStartsWithoutTheBrokerAndCatchesUpWhenItIsBack() throws IOException {
        var fleet = done(KafkaBus.start(vertx, settings()));
        buses.add(fleet);
        done(fleet.say(List.of(bound("a", 1))));
        var first = hears(node);
        first.awaitStory("caught up");
        say(pod("web", "running"));
        first.awaitHeard(2);
        broker.kill();
        restartTheNode();
        var second = hears(node).awaitStory("caught up");
        assertEquals("away", second.story().get(second.story().indexOf("caught up") - 1));
        assertEquals(2, second.heard().size());

        broker.restart();
        var said = fleet.say(List.of(bound("a", 2)));

        second.awaitStory("caught up anew").awaitHeard(3);
        done(said);
        assertTrue(second.story().contains("back"), second.story()::toString);
    }

    @Test
    void aWipedBrokerTakesNothingAwayFromANodeThatRunsNorFromOneThatStarts() throws IOException {
        var fleet = done(KafkaBus.start(vertx, settings()));
        buses.add(fleet);
        done(fleet.say(List.of(bound("a", 1))));
        var first = hears(node).awaitStory("caught up");
        say(pod("web", "running"));
        first.awaitHeard(2);
        var before = ((PlaneState.Same) node.plane()).identity();
        broker.kill();
        broker.wipe();
        broker.restart();
        new TopicsApply(settings()).apply(TOPICS);

        first.awaitStory("another plane").awaitStory("caught up anew");
        var changed = assertInstanceOf(PlaneState.Changed.class, node.plane());
        assertEquals(before, changed.was());
        // It says its state again, and goes on saying.
        Await.until(
                () -> read().values().stream().anyMatch(line -> line.contains("running")),
                node::journal);

        restartTheNode();
        var second = hears(node).awaitStory("another plane").awaitStory("caught up");
        assertEquals(2, second.heard().size());
        for (var story : List.of(first.story(), second.story())) {
            assertTrue(story.stream().noneMatch(line -> line.contains("missing")), story::toString);
            assertTrue(story.stream().noneMatch(line -> line.contains("gone")), story::toString);
        }
    }

    private void restartTheNode() throws IOException {
        done(node.close());
        node = start();
    }

    private Heeded hears(NodeBus bus) {
        return Heeded.hears(
                vertx, bus, Ear.ofNode(PodState.TOPIC, "n1"), Ear.ofNode(ConfigBound.TOPIC, "n1"));
    }

    // What is said.

    private void say(Said<?>... records) {
        for (var record : records) {
            said.add(record.stamp().id());
        }
        done(node.say(List.of(records)));
    }

    private Said<PodState> pod(String name, String what) {
        return mine(
                PodState.TOPIC,
                "n1/default/" + name,
                new PodState.Gone("uid", what, Instant.EPOCH, Because.of("Test", "")));
    }

    private Said<ContainerEvent> event(String what) {
        return mine(
                ContainerEvent.TOPIC,
                "n1",
                new ContainerEvent.Started(what, "u", "c", "id", 0, Instant.EPOCH));
    }

    private Said<NodeHeartbeat> beat() {
        return mine(NodeHeartbeat.TOPIC, "n1", new NodeHeartbeat.Beat("uid"));
    }

    private <M> Said<M> mine(Topic<M> topic, String key, M message) {
        return new Said<>(
                topic,
                key,
                Optional.of(message),
                node.stamps().next(),
                Instant.now(),
                "/nodes/n1/node-agent");
    }

    private static Said<ConfigBound> bound(String name, long seq) {
        return new Said<>(
                ConfigBound.TOPIC,
                "n1/default/" + name + "/configmap",
                Optional.of(new ConfigBound.MapBound("uid", Map.of("seq", "" + seq))),
                new Stamp.ByLeader("api", 1, seq),
                Instant.now(),
                "/fleet/api");
    }

    // What is read, by other means.

    /// Ids of all records on all topics, with their values.
    private Map<String, String> read() {
        var found = new HashMap<String, String>();
        var client = Map.<String, Object>of("bootstrap.servers", broker.bootstrap());
        try (var consumer =
                new KafkaConsumer<>(
                        client, new StringDeserializer(), new ByteArrayDeserializer())) {
            var places = new ArrayList<TopicPartition>();
            for (var entry : Catalogue.ENTRIES) {
                var name = entry.topic().name(KafkaSettings.DEFAULT_PREFIX);
                consumer.partitionsFor(name)
                        .forEach(info -> places.add(new TopicPartition(name, info.partition())));
            }
            consumer.assign(places);
            consumer.seekToBeginning(places);
            var ends = consumer.endOffsets(places);
            while (places.stream()
                    .anyMatch(
                            place -> consumer.position(place) < requireNonNull(ends.get(place)))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    var id = new String(record.headers().lastHeader("ce_id").value(), UTF_8);
                    found.put(id, record.value() == null ? "" : new String(record.value(), UTF_8));
                }
            }
        }
        return found;
    }

    private static boolean isCounted(String id, Map<String, String> onTheBus) {
        return onTheBus.values().stream()
                .filter(value -> value.contains("\"from\"") && value.contains("\"count\""))
                .map(NodeBusAwayIT::gap)
                .anyMatch(gap -> gap.holds(id));
    }

    private record Range(String uid, long boot, long from, long to) {
        boolean holds(String id) {
            var parts = id.split("/", 3);
            var seq = Long.parseLong(parts[2]);
            return parts[0].equals(uid)
                    && Long.parseLong(parts[1]) == boot
                    && from <= seq
                    && seq <= to;
        }
    }

    private static Range gap(String json) {
        return new Range(
                json.replaceFirst(".*\"nodeUid\":\"([^\"]+)\".*", "$1"),
                number(json, "boot"),
                number(json, "from"),
                number(json, "to"));
    }

    private static long number(String json, String field) {
        return Long.parseLong(json.replaceFirst(".*\"" + field + "\":(\\d+).*", "$1"));
    }
}
