package io.nodebus.bus.kafka;

import static io.nodebus.bus.Await.done;
import static io.nodebus.bus.Samples.beat;
import static io.nodebus.bus.Samples.heardBeat;
import static io.nodebus.bus.Samples.heardRoute;
import static io.nodebus.bus.Samples.route;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Bus.Start;
import io.nodebus.bus.Heeded;
import io.nodebus.bus.Said;
import io.nodebus.bus.broker.Broker;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsWanted;
import io.nodebus.bus.wire.CloudEvents;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.plane.DeadLetter;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others write: with transactions, by hand, faster than it is heard.
class KafkaRecordsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Vertx VERTX = Vertx.vertx();
    private static final AtomicInteger PLANES = new AtomicInteger();
    private static Broker broker;

    private KafkaSettings settings;
    private KafkaBus bus;

    @BeforeAll
    static void startsTheBroker(@TempDir Path folder) {
        broker = Broker.start(folder, 0);
    }

    @AfterAll
    static void endsTheBroker() {
        done(VERTX.close());
        broker.close();
    }

    @BeforeEach
    void foundsAPlane() {
        settings =
                KafkaSettings.at(broker.bootstrap(), "test")
                        .withPrefix("records" + PLANES.incrementAndGet());
        new TopicsApply(settings).apply(TopicsWanted.of(1, 1));
        bus = done(KafkaBus.start(VERTX, settings));
    }

    @Test
    void theEndIsReachedBehindATransactionsMarkers() {
        try (var producer = transactional()) {
            producer.initTransactions();
            committed(producer, route("n1", 1, "a"), route("n2", 1, "b"));
            producer.beginTransaction();
            var _ = producer.send(record(route("n1", 2, "never")));
            producer.flush();
            producer.abortTransaction();
        }
        var heeded = Heeded.hears(VERTX, bus, Ear.all(RouteState.TOPIC)).awaitStory("caught up");
        assertEquals(
                Set.of(heardRoute("n1", "a"), heardRoute("n2", "b")), Set.copyOf(heeded.heard()));
        done(bus.say(List.of(route("n1", 3, "c"))));
        heeded.awaitStory(heardRoute("n1", "c"));
    }

    @Test
    void nothingOfAnOpenTransactionIsHeard() {
        try (var producer = transactional()) {
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(record(route("n1", 1, "a")));
            producer.flush();
            var heeded =
                    Heeded.hears(VERTX, bus, Ear.all(RouteState.TOPIC)).awaitStory("caught up");
            assertEquals(List.of(), heeded.heard());
            producer.commitTransaction();
            heeded.awaitStory(heardRoute("n1", "a"));
        }
    }

    @Test
    void anUnreadableStateRecordIsReportedAndTheLoopGoesOn() {
        done(bus.say(List.of(route("n1", 1, "a"))));
        raw(RouteState.TOPIC, "n1", "by hand");
        done(bus.say(List.of(route("n2", 1, "b"))));
        var heeded = Heeded.hears(VERTX, bus, Ear.all(RouteState.TOPIC)).awaitStory("caught up");
        assertEquals(List.of(heardRoute("n1", "a"), heardRoute("n2", "b")), heeded.heard());
        assertTrue(
                heeded.story().contains("refused routes.state n1 NoCloudEvent"),
                () -> heeded.story().toString());
        assertEquals(1, bus.unreadable());
    }

    @Test
    void anUnreadableEventGoesToTheDeadLettersOnce() {
        var first = Heeded.hears(VERTX, bus, Ear.all(NodeHeartbeat.TOPIC)).awaitStory("caught up");
        var second = Heeded.hears(VERTX, bus, Ear.all(NodeHeartbeat.TOPIC)).awaitStory("caught up");
        var letters =
                Heeded.hears(VERTX, bus, new Ear(DeadLetter.TOPIC, Set.of(), Start.BEGINNING));
        raw(NodeHeartbeat.TOPIC, "n1", "by hand");
        done(bus.say(List.of(beat("n1", 1))));
        first.awaitStory(heardBeat("n1", 1));
        second.awaitStory(heardBeat("n1", 1));
        letters.awaitHeard(1);
        done(bus.say(List.of(beat("n1", 2))));
        first.awaitStory(heardBeat("n1", 2));
        assertEquals(1, letters.heard().size());
        var letter = (DeadLetter.Refused) letters.records().getFirst().message().orElseThrow();
        assertEquals("nodes.heartbeats", letter.topic());
        assertEquals(0, letter.offset());
        assertEquals("YnkgaGFuZA==", letter.value());
        assertTrue(letter.reason().startsWith("NoCloudEvent: "), letter::reason);
    }

    @Test
    void aHearerThatStopsForAWhileHoldsThePartitionsAndMissesNothing() {
        var open = Promise.<Void>promise();
        var heeded =
                Heeded.hears(VERTX, bus, _ -> open.future(), Ear.all(NodeHeartbeat.TOPIC))
                        .awaitStory("caught up");
        var expected = new ArrayList<String>();
        var said = new ArrayList<Said<?>>();
        for (var seq = 1; seq <= 10_000; seq++) {
            said.add(beat("n1", seq));
            expected.add(heardBeat("n1", seq));
        }
        done(bus.say(said));
        heeded.awaitHeard(1);
        open.complete();
        assertEquals(expected, heeded.awaitHeard(expected.size()).heard());
    }

    private KafkaProducer<String, byte[]> transactional() {
        return new KafkaProducer<>(Map.copyOf(settings.transactional("test", TIMEOUT)));
    }

    private void committed(KafkaProducer<String, byte[]> producer, Said<?>... said) {
        producer.beginTransaction();
        for (var one : said) {
            var _ = producer.send(record(one));
        }
        producer.commitTransaction();
    }

    private ProducerRecord<String, byte[]> record(Said<?> said) {
        return new Writer.Letter(settings.name(said.topic()), 0, said.key(), CloudEvents.pack(said))
                .record();
    }

    private void raw(Topic<?> topic, String key, String value) {
        try (var producer = new KafkaProducer<String, byte[]>(Map.copyOf(settings.producer()))) {
            var _ =
                    producer.send(
                            new ProducerRecord<>(
                                    settings.name(topic), 0, key, value.getBytes(UTF_8)));
        }
    }
}
