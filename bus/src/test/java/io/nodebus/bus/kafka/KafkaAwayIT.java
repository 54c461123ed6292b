package io.nodebus.bus.kafka;

import static io.nodebus.bus.Await.done;
import static io.nodebus.bus.Samples.beat;
import static io.nodebus.bus.Samples.heardBeat;
import static io.nodebus.bus.Samples.heardRoute;
import static io.nodebus.bus.Samples.route;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Heeded;
import io.nodebus.bus.Said;
import io.nodebus.bus.broker.BrokerProcess;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsWanted;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The broker is killed, comes back, and comes back as another one.
class KafkaAwayIT {
    private static final TopicsWanted TOPICS = TopicsWanted.of(4, 1);

    private final Vertx vertx = Vertx.vertx();
    @TempDir private Path folder;
    private BrokerProcess broker;

    @BeforeEach
    void startsTheBroker() {
        broker = BrokerProcess.start(folder.resolve("broker"));
        new TopicsApply(settings()).apply(TOPICS);
    }

    @AfterEach
    void endsTheBroker() {
        done(vertx.close());
        broker.close();
    }

    private KafkaSettings settings() {
        return KafkaSettings.at(broker.bootstrap(), "test");
    }

    private KafkaBus started(KafkaSettings settings) {
        return done(KafkaBus.start(vertx, settings));
    }

    @Test
    void whatIsSaidWhileTheBrokerIsAwayIsHeardOnceAndInOrderWhenItIsBack() {
        var bus = started(settings());
        var heeded = Heeded.hears(vertx, bus, Ear.all(NodeHeartbeat.TOPIC)).awaitStory("caught up");
        done(bus.say(List.of(beat("n1", 1))));
        heeded.awaitHeard(1);
        broker.kill();
        heeded.awaitStory("away");
        var expected = new ArrayList<>(List.of(heardBeat("n1", 1)));
        Future<Void> last = Future.succeededFuture();
        for (var seq = 2; seq <= 1200; seq++) {
            last = bus.say(List.of(beat("n1", seq)));
            expected.add(heardBeat("n1", seq));
        }
        assertFalse(last.isComplete());
        broker.restart();
        done(last);
        heeded.awaitHeard(expected.size()).awaitStory("back");
        assertEquals(expected, heeded.heard());
        assertFalse(heeded.story().contains("caught up anew"), () -> heeded.story().toString());
    }

    @Test
    void whoBeginsToHearWhileTheBrokerIsAwayIsServedWhenItIsBack() {
        var bus = started(settings());
        done(bus.say(List.of(route("n1", 1, "a"))));
        var first = Heeded.hears(vertx, bus, Ear.all(RouteState.TOPIC)).awaitStory("caught up");
        broker.kill();
        first.awaitStory("away");
        var late = Heeded.hears(vertx, bus, Ear.all(RouteState.TOPIC)).awaitStory("away");
        broker.restart();
        late.awaitStory("caught up").awaitStory("back");
        assertEquals(List.of(heardRoute("n1", "a")), late.heard());
    }

    @Test
    void whoWasAwayForLongReadsAgainAndHearsOnlyWhatIsNew() {
        var bus = started(settings().withReadAgainAfter(Duration.ZERO));
        var heeded = Heeded.hears(vertx, bus, Ear.all(RouteState.TOPIC)).awaitStory("caught up");
        done(bus.say(List.of(route("n1", 1, "a"), route("n2", 1, "b"))));
        heeded.awaitHeard(2);
        broker.kill();
        heeded.awaitStory("away");
        Future<Void> said = bus.say(List.of(route("n2", 2, "c")));
        broker.restart();
        done(said);
        heeded.awaitStory("caught up anew");
        heeded.awaitHeard(3);
        assertEquals(
                List.of(heardRoute("n2", "c")), heeded.heard().subList(2, heeded.heard().size()));
    }

    @Test
    void aWipedBusIsAnotherOneAndWhatItLacksIsMissing() {
        var bus = started(settings());
        var heeded = Heeded.hears(vertx, bus, Ear.all(RouteState.TOPIC)).awaitStory("caught up");
        done(bus.say(List.of(route("n1", 5, "a"), route("n2", 5, "b"))));
        heeded.awaitHeard(2);
        var before = bus.plane();
        broker.kill();
        broker.wipe();
        broker.restart();
        new TopicsApply(settings()).apply(TOPICS);
        heeded.awaitStory("caught up anew");
        assertNotEquals(before.clusterId(), bus.plane().clusterId());
        var story = heeded.story();
        var after = story.subList(story.indexOf("another plane"), story.size());
        assertEquals(
                Set.of(
                        "another plane",
                        "missing routes.state n1",
                        "missing routes.state n2",
                        "caught up anew"),
                Set.copyOf(after));
        assertEquals("caught up anew", after.getLast());
        // A new bus, a new count: a lower number is not old there.
        done(bus.say(List.of(route("n1", 1, "c"))));
        heeded.awaitStory(heardRoute("n1", "c"));
    }

    /// It must not take the emptiness for the end of what there was.
    @Test
    void whoWaitsWhileTheBusIsWipedIsToldThatItIsAnotherOneBeforeItIsCaughtUp() {
        var bus = started(settings());
        done(bus.say(List.of(route("n1", 5, "a"))));
        var first = Heeded.hears(vertx, bus, Ear.all(RouteState.TOPIC)).awaitStory("caught up");
        broker.kill();
        first.awaitStory("away");
        var late = Heeded.hears(vertx, bus, Ear.all(RouteState.TOPIC)).awaitStory("away");
        broker.wipe();
        broker.restart();
        new TopicsApply(settings()).apply(TOPICS);
        done(bus.say(List.of(route("n1", 1, "b"))));
        late.awaitStory(heardRoute("n1", "b"));
        var story = late.story();
        assertTrue(story.indexOf("another plane") < story.indexOf("caught up"), story::toString);
        assertFalse(story.contains("caught up anew"), story::toString);
    }

    @Test
    void aQuickRestartAsAnotherBusIsNoticedToo() {
        var bus = started(settings());
        var heeded =
                Heeded.hears(vertx, bus, Ear.all(RouteState.TOPIC), Ear.all(NodeHeartbeat.TOPIC))
                        .awaitStory("caught up");
        var said = new ArrayList<Said<?>>();
        for (var seq = 1; seq <= 50; seq++) {
            said.add(route("n1", seq, "old" + seq));
        }
        done(bus.say(said));
        heeded.awaitHeard(said.size());
        broker.kill();
        broker.wipe();
        broker.restart();
        // More is there than was heard before, so no offset tells.
        new TopicsApply(settings()).apply(TOPICS);
        var other = started(settings());
        var newer = new ArrayList<Said<?>>();
        for (var seq = 1; seq <= 60; seq++) {
            newer.add(route("n1", seq, "new" + seq));
        }
        done(other.say(newer));
        heeded.awaitStory(heardRoute("n1", "new60"));
        heeded.awaitStory("another plane");
        var story = heeded.story();
        assertTrue(
                story.indexOf("another plane") < story.indexOf(heardRoute("n1", "new60")),
                story::toString);
    }

    @Test
    void aBusThatIsNotFoundedYetIsWaitedFor() {
        var later = settings().withPrefix("later");
        var starting = KafkaBus.start(vertx, later);
        assertFalse(starting.isComplete());
        new TopicsApply(later).apply(TOPICS);
        assertEquals(4, done(starting).partitions());
    }
}
