package io.nodebus.bus;

import static io.nodebus.bus.Await.done;
import static io.nodebus.bus.Samples.NOON;
import static io.nodebus.bus.Samples.beat;
import static io.nodebus.bus.Samples.heardBeat;
import static io.nodebus.bus.Samples.heardRoute;
import static io.nodebus.bus.Samples.route;
import static io.nodebus.bus.Samples.routeGone;
import static io.nodebus.bus.Samples.started;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Bus.Start;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every bus promises. Each bus has a test that extends this.
public abstract class BusContract {
    static final Ear ROUTES = Ear.all(RouteState.TOPIC);
    private static final Ear BEATS = Ear.all(NodeHeartbeat.TOPIC);

    protected abstract Vertx vertx();

    /// A bus on which nothing has been said yet; the same one at each call within a test.
    protected abstract Bus bus();

    /// Where the first record of a partition is.
    protected long firstOffset() {
        return 0;
    }

    /// Waits until what was said is where the past is read from.
    protected void settle() {}

    @Test
    void aRecordIsHeardWithItsStampItsTimeAndWhereItIs() {
        var heeded = Heeded.hears(vertx(), bus(), ROUTES);
        say(route("n1", 1, "a"));
        var heard = heeded.awaitHeard(1).records().getFirst();
        assertEquals(RouteState.TOPIC, heard.topic());
        assertEquals("n1", heard.key());
        assertEquals(Samples.stamp("n1", 1), heard.stamp());
        assertEquals(NOON, heard.said());
        assertEquals("routes.state", heard.evidence().topic());
        assertEquals(
                RouteState.TOPIC.partition("n1", bus().partitions()), heard.evidence().partition());
        assertEquals(firstOffset(), heard.evidence().offset());
    }

    @Test
    void recordsOfAKeyAreHeardInTheOrderTheyWereSaid() {
        var heeded = Heeded.hears(vertx(), bus(), BEATS);
        heeded.awaitStory("caught up");
        var expected = new ArrayList<String>();
        var said = new ArrayList<Said<?>>();
        for (var seq = 1; seq <= 1000; seq++) {
            said.add(beat("n1", seq));
            expected.add(heardBeat("n1", seq));
        }
        done(bus().say(said));
        assertEquals(expected, heeded.awaitHeard(said.size()).heard());
    }

    @Test
    void callersNeedNotWaitForTheOrderToHold() {
        var heeded = Heeded.hears(vertx(), bus(), BEATS);
        heeded.awaitStory("caught up");
        var expected = new ArrayList<String>();
        Future<Void> last = Future.succeededFuture();
        for (var seq = 1; seq <= 700; seq++) {
            last = bus().say(List.of(beat("n1", seq)));
            expected.add(heardBeat("n1", seq));
        }
        done(last);
        assertEquals(expected, heeded.awaitHeard(expected.size()).heard());
    }

    @Test
    void stateIsReadToItsEndThenCaughtUpThenWhatComes() {
        say(route("n1", 1, "a"), route("n2", 1, "b"), route("n1", 2, "c"));
        var heeded = Heeded.hears(vertx(), bus(), ROUTES).awaitStory("caught up");
        var before = heeded.heard();
        assertEquals(heardRoute("n1", "c"), newest(before, "routes.state n1"));
        assertEquals(heardRoute("n2", "b"), newest(before, "routes.state n2"));
        assertEquals("caught up", heeded.story().getLast());
        say(route("n3", 1, "d"));
        heeded.awaitStory(heardRoute("n3", "d"));
    }

    @Test
    void anEmptyBusIsCaughtUpAtOnce() {
        var heeded = Heeded.hears(vertx(), bus(), ROUTES, BEATS).awaitStory("caught up");
        assertEquals(List.of(), heeded.heard());
    }

    @Test
    void aTombstoneIsHeardAndIsTheEndOfAKey() {
        var early = Heeded.hears(vertx(), bus(), ROUTES).awaitStory("caught up");
        say(route("n1", 1, "a"), routeGone("n1", 2));
        early.awaitStory("routes.state n1 gone");
        var late = Heeded.hears(vertx(), bus(), ROUTES).awaitStory("caught up");
        assertTrue(
                late.heard().isEmpty()
                        || "routes.state n1 gone".equals(newest(late.heard(), "routes.state n1")),
                () -> late.heard().toString());
    }

    @Test
    void aNameMayComeAgain() {
        var heeded = Heeded.hears(vertx(), bus(), ROUTES).awaitStory("caught up");
        say(route("n1", 1, "a"), routeGone("n1", 2), route("n1", 3, "b"));
        heeded.awaitStory(heardRoute("n1", "b"));
        assertEquals(
                List.of(heardRoute("n1", "a"), "routes.state n1 gone", heardRoute("n1", "b")),
                heeded.heard());
    }

    @Test
    void whatIsOlderThanWhatWasHeardOrTheSameAgainIsLeftOut() {
        var heeded = Heeded.hears(vertx(), bus(), ROUTES).awaitStory("caught up");
        say(
                route("n1", 5, "new"),
                route("n1", 4, "late"),
                route("n1", 5, "new"),
                routeGone("n1", 3),
                route("n2", 1, "end"));
        heeded.awaitStory(heardRoute("n2", "end"));
        Await.until(() -> heeded.heard().contains(heardRoute("n1", "new")), heeded::story);
        say(route("n1", 6, "newer"));
        heeded.awaitStory(heardRoute("n1", "newer"));
        assertEquals(
                List.of(heardRoute("n1", "new"), heardRoute("n1", "newer")),
                heeded.heard().stream().filter(line -> line.contains(" n1 ")).toList());
    }

    @Test
    void aLateRepetitionDoesNotBringBackWhatWasEnded() {
        var heeded = Heeded.hears(vertx(), bus(), ROUTES).awaitStory("caught up");
        say(route("n1", 1, "a"), routeGone("n1", 2), route("n1", 1, "a"), route("n1", 3, "b"));
        heeded.awaitStory(heardRoute("n1", "b"));
        assertEquals(
                List.of(heardRoute("n1", "a"), "routes.state n1 gone", heardRoute("n1", "b")),
                heeded.heard());
    }

    @Test
    void eventsAreHeardFromTheirEndAndAsOftenAsTheyAreThere() {
        say(beat("n1", 1));
        var heeded = Heeded.hears(vertx(), bus(), BEATS).awaitStory("caught up");
        say(beat("n1", 3), beat("n1", 2), beat("n1", 3));
        assertEquals(
                List.of(heardBeat("n1", 3), heardBeat("n1", 2), heardBeat("n1", 3)),
                heeded.awaitHeard(3).heard());
    }

    @Test
    void eventsAreHeardFromTheirBeginningWhenAskedTo() {
        say(started("n1", 1, "p/1"), started("n1", 2, "p/2"));
        settle();
        var heeded =
                Heeded.hears(
                                vertx(),
                                bus(),
                                new Ear(ContainerEvent.TOPIC, Set.of(), Start.BEGINNING))
                        .awaitStory("caught up");
        assertEquals(
                List.of(Samples.stamp("n1", 1), Samples.stamp("n1", 2)),
                heeded.records().stream().map(heard -> heard.stamp()).toList());
    }

    @Test
    void whoComesTogetherWithOthersHearsAllThereIsBeforeItIsCaughtUp() {
        say(route("n1", 1, "a"), started("n1", 2, "p/1"));
        settle();
        var past = new Ear(ContainerEvent.TOPIC, Set.of(), Start.BEGINNING);
        var together =
                Stream.of(BEATS, ROUTES, past, ROUTES, past, ROUTES, past)
                        .map(ear ->
                                Heeded.begins(vertx(), bus(), _ -> Future.succeededFuture(), ear))
                        .toList();
        together.forEach(heeded -> heeded.awaitStory("caught up"));
        assertEquals(
                List.of(0, 1, 1, 1, 1, 1, 1),
                together.stream().map(heeded -> heeded.heard().size()).toList());
    }

    @Test
    void whoComesLaterHearsTheWholeStateAndDisturbsNobody() {
        var first = Heeded.hears(vertx(), bus(), ROUTES, BEATS).awaitStory("caught up");
        say(route("n1", 1, "a"), beat("n1", 1));
        first.awaitHeard(2);
        var second = Heeded.hears(vertx(), bus(), ROUTES, BEATS).awaitStory("caught up");
        assertEquals(List.of(heardRoute("n1", "a")), second.heard());
        say(route("n2", 1, "b"), beat("n2", 1));
        second.awaitHeard(3);
        first.awaitHeard(4);
        assertEquals(
                Set.of(
                        heardRoute("n1", "a"),
                        heardBeat("n1", 1),
                        heardRoute("n2", "b"),
                        heardBeat("n2", 1)),
                Set.copyOf(first.heard()));
        assertEquals(4, first.heard().size());
    }

    @Test
    void aNodeHearsItsOwnAndNotItsNeighboursInThePartition() {
        var neighbours = Samples.neighbours(bus().partitions());
        var mine = neighbours.getFirst();
        var other = neighbours.getLast();
        var heeded =
                Heeded.hears(vertx(), bus(), Ear.ofNode(ContainerEvent.TOPIC, mine))
                        .awaitStory("caught up");
        say(started(other, 1, "p/1"), started(mine, 1, "p/2"), started(other, 2, "p/3"));
        say(started(mine, 2, "p/4"));
        var keys = heeded.awaitHeard(2).records().stream().map(heard -> heard.key()).toList();
        assertEquals(List.of(mine, mine), keys);
    }

    @Test
    void theNextIsHandedOverWhenTheLastIsDone() {
        var pending = new CopyOnWriteArrayList<Promise<Void>>();
        var heeded =
                Heeded.hears(
                        vertx(),
                        bus(),
                        _ -> {
                            var promise = Promise.<Void>promise();
                            pending.add(promise);
                            return promise.future();
                        },
                        BEATS);
        heeded.awaitStory("caught up");
        var other = Heeded.hears(vertx(), bus(), BEATS).awaitStory("caught up");
        say(beat("n1", 1), beat("n1", 2), beat("n1", 3));
        other.awaitHeard(3);
        for (var number = 1; number <= 3; number++) {
            heeded.awaitHeard(number);
            assertEquals(number, heeded.heard().size());
            pending.get(number - 1).complete();
        }
    }

    @Test
    void aHearerThatFailsHearsOn() {
        var heeded =
                Heeded.hears(
                        vertx(),
                        bus(),
                        _ -> Future.failedFuture(new IllegalStateException("as planned")),
                        BEATS);
        heeded.awaitStory("caught up");
        say(beat("n1", 1), beat("n1", 2));
        heeded.awaitHeard(2);
    }

    @Test
    void nothingIsHeardAfterStopping() {
        var stopped = Heeded.hears(vertx(), bus(), BEATS).awaitStory("caught up");
        var other = Heeded.hears(vertx(), bus(), BEATS).awaitStory("caught up");
        say(beat("n1", 1));
        stopped.awaitHeard(1);
        stopped.stop();
        say(beat("n1", 2));
        other.awaitHeard(2);
        assertEquals(List.of(heardBeat("n1", 1)), stopped.heard());
    }

    @Test
    void whatIsTooLargeIsRefusedWithItsKeyAndNothingOfItsListIsSaid() {
        var heeded = Heeded.hears(vertx(), bus(), ROUTES).awaitStory("caught up");
        var large = route("n2", 1, "x".repeat(1_000_001));
        var refused =
                assertThrows(
                        Unsayable.class,
                        () -> done(bus().say(List.of(route("n1", 1, "a"), large))));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("routes.state n2 is 1000"),
                refused::getMessage);
        say(route("n3", 1, "c"));
        heeded.awaitStory(heardRoute("n3", "c"));
        assertFalse(
                heeded.heard().contains(heardRoute("n1", "a")), () -> heeded.heard().toString());
    }

    @Test
    void nothingToSayIsSaid() {
        done(bus().say(List.of()));
    }

    protected final void say(Said<?>... said) {
        done(bus().say(List.of(said)));
    }

    private static String newest(List<String> heard, String prefix) {
        return heard.stream()
                .filter(line -> line.startsWith(prefix + " "))
                .reduce((_, later) -> later)
                .orElse("nothing");
    }
}
