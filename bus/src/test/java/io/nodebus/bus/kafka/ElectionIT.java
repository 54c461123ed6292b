package io.nodebus.bus.kafka;

import static io.nodebus.bus.Await.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Await;
import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Heeded;
import io.nodebus.bus.NotLeading;
import io.nodebus.bus.Said;
import io.nodebus.bus.Samples;
import io.nodebus.bus.broker.Broker;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsWanted;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.plane.LeaderState;
import io.nodebus.contracts.stamp.Stamp;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElectionIT {
    private static final AtomicInteger PLANES = new AtomicInteger();
    private static Broker broker;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> story = new CopyOnWriteArrayList<>();
    private KafkaSettings settings;
    private KafkaBus bus;

    @BeforeAll
    static void startsTheBroker(@TempDir Path folder) {
        broker = Broker.start(folder, 0);
    }

    @AfterAll
    static void endsTheBroker() {
        broker.close();
    }

    @BeforeEach
    void foundsAPlane() {
        settings =
                KafkaSettings.at(broker.bootstrap(), "test")
                        .withPrefix("election" + PLANES.incrementAndGet());
        new TopicsApply(settings).apply(TopicsWanted.of(2, 1));
        bus = done(KafkaBus.start(vertx, settings));
    }

    @AfterEach
    void closes() {
        done(vertx.close());
    }

    private TalkerProcess talker(String name) {
        return new TalkerProcess(name, settings.bootstrap(), settings.prefix());
    }

    private void awaitStory(String line) {
        Await.until(() -> story.contains(line), () -> story);
    }

    /// How many records in a row have the epoch that leads now.
    private Heeded hears() {
        return Heeded.hears(vertx, bus, Ear.all(RouteState.TOPIC)).awaitStory("caught up");
    }

    private static List<Long> epochs(Heeded heeded) {
        return heeded.records().stream()
                .map(heard -> ((Stamp.ByLeader) heard.stamp()).epoch())
                .distinct()
                .toList();
    }

    @Test
    void whoStandsAloneLeadsAndTheNextTermCountsOn() {
        var election = Talker.stands("a", bus, true, story::add);
        awaitStory("leads 1");
        Await.until(
                () -> election.leader().equals(Optional.of(new LeaderState.Leads(1, "a"))),
                election::leader);
        done(election.leave());
        assertEquals(List.of("leads 1", "follows"), story.subList(0, 2));
        assertThrows(
                NotLeading.class,
                () -> done(election.bus().say(List.of(Samples.route("n1", 1, "a")))));
        Talker.stands("b", bus, true, story::add);
        awaitStory("leads 2");
    }

    @Test
    void theEpochIsHigherThanAnyInOwnOutputs() {
        done(
                bus.say(
                        List.of(
                                new Said<>(
                                        RouteState.TOPIC,
                                        "n1",
                                        Samples.route("n1", 1, "a").message(),
                                        new Stamp.ByLeader("autoscaler", 41, 7),
                                        Samples.NOON,
                                        "/fleet/autoscaler"))));
        Talker.stands("a", bus, true, story::add);
        awaitStory("leads 42");
    }

    @Test
    void whoComesLaterDoesNotDisturbTheLeaderAndTakesOverWhenItIsKilled() {
        var heeded = hears();
        try (var first = talker("a")) {
            first.awaitStory("leads 1");
            heeded.awaitHeard(5);
            Talker.stands("b", bus, true, story::add);
            var before = heeded.heard().size();
            heeded.awaitHeard(before + 100);
            assertEquals(List.of("leads 1"), first.story());
            assertEquals(List.of(), story);
            first.kill();
            var killed = System.nanoTime();
            awaitStory("leads 2");
            var took = Duration.ofNanos(System.nanoTime() - killed);
            assertTrue(took.compareTo(Duration.ofSeconds(30)) < 0, took::toString);
            Await.until(() -> epochs(heeded).equals(List.of(1L, 2L)), () -> epochs(heeded));
        }
    }

    @Test
    void nothingOfALeaderThatWasFrozenIsHeardAfterTheNextOne() {
        var heeded = hears();
        try (var first = talker("a")) {
            first.awaitStory("leads 1");
            heeded.awaitHeard(5);
            Talker.stands("b", bus, true, story::add);
            first.freeze();
            awaitStory("leads 2");
            Await.until(() -> epochs(heeded).equals(List.of(1L, 2L)), () -> epochs(heeded));
            first.thaw();
            first.awaitStory("follows");
            var before = heeded.heard().size();
            heeded.awaitHeard(before + 20);
            assertEquals(List.of(1L, 2L), epochs(heeded));
            assertTrue(
                    heeded.story().stream().noneMatch(line -> line.startsWith("overtaken")),
                    () -> heeded.story().toString());
        }
    }

    @Test
    void withoutTransactionsAPastLeaderIsKnownByItsEpoch() {
        Talker.stands("a", bus, false, story::add);
        awaitStory("leads 1");
        done(
                bus.say(
                        List.of(
                                new Said<>(
                                        LeaderState.AUTOSCALER,
                                        "autoscaler",
                                        Optional.of(new LeaderState.Leads(9, "z")),
                                        new Stamp.ByLeader("autoscaler", 9, 0),
                                        Samples.NOON,
                                        "/fleet/z"))));
        awaitStory("follows");
        awaitStory("leads 10");
    }
}
