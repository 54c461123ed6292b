package io.nodebus.bus.loop;

import static io.nodebus.bus.decide.Decision.quietly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Bus;
import io.nodebus.bus.NotLeading;
import io.nodebus.bus.Said;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Command.Act;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Sleep;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Told;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeHeartbeat.Beat;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.node.RouteState.Route;
import io.nodebus.contracts.stamp.Stamp;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A loop whose state is the list of what it heard, in virtual time.
class DecisionLoopTest {
    private final VirtualTime time = new VirtualTime();
    private final MemoryBus memory = new MemoryBus(4, time);
    private final List<String> done = new ArrayList<>();

    private record Order(String text) {}

    private record Answer(String text) {}

    @Test
    void decidesOnWhatItHearsAndSaysWhatItDecided() {
        say("n1", "10.0.0.1");
        var loop =
                loop(memory)
                        .hears(
                                RouteState.TOPIC,
                                (heard, route) ->
                                        new Decision<>(
                                                with(heard, route.key()),
                                                List.of(
                                                        Say.that(
                                                                NodeHeartbeat.TOPIC,
                                                                route.key(),
                                                                new Beat("for " + route.key())))))
                        .hears(
                                NodeHeartbeat.TOPIC,
                                (List<String> heard, Heard<NodeHeartbeat> beat) ->
                                        quietly(
                                                with(
                                                        heard,
                                                        beat.message().orElseThrow().toString())));
        loop.begin(time);
        time.settle();
        assertEquals(List.of("n1", "Beat[nodeUid=for n1]"), state(loop));
    }

    @Test
    void hearsTheNextOnlyWhenWhatItSaidIsDurable() {
        say("n1", "10.0.0.1");
        say("n2", "10.0.0.2");
        var durable = Promise.<Void>promise();
        var loop =
                loop(new SlowBus(memory, durable.future()))
                        .hears(
                                RouteState.TOPIC,
                                (heard, route) ->
                                        new Decision<>(
                                                with(heard, route.key()),
                                                List.of(
                                                        Say.that(
                                                                NodeHeartbeat.TOPIC,
                                                                route.key(),
                                                                new Beat("x")))));
        loop.begin(time);
        time.settle();
        assertEquals(List.of("n1"), state(loop));
        durable.complete();
        time.settle();
        assertEquals(List.of("n1", "n2"), state(loop));
    }

    @Test
    void actsOnlyWhenWhatWasSaidBeforeIsDurableAndHearsWhatCameOfIt() {
        var durable = Promise.<Void>promise();
        var loop =
                loop(new SlowBus(memory, durable.future()))
                        .begins((heard, _) ->
                                new Decision<>(
                                        heard,
                                        List.of(
                                                new Act(new Order("first")),
                                                Say.that(NodeHeartbeat.TOPIC, "n1", new Beat("x")),
                                                new Act(new Order("second")))))
                        .acts(
                                Order.class,
                                (order, tell) -> {
                                    done.add(order.text());
                                    tell.accept(new Answer("did " + order.text()));
                                })
                        .told(
                                Answer.class,
                                (heard, answer) -> quietly(with(heard, answer.message().text())));
        loop.begin(time);
        time.settle();
        assertEquals(List.of("first"), done);
        durable.complete();
        time.settle();
        assertEquals(List.of("first", "second"), done);
        assertEquals(List.of("did first", "did second"), state(loop));
    }

    @Test
    void aTellIsAnsweredWhenItWasDecidedOnAndIsDurable() {
        var durable = Promise.<Void>promise();
        var loop =
                loop(new SlowBus(memory, durable.future()))
                        .told(
                                Answer.class,
                                (heard, answer) ->
                                        new Decision<>(
                                                with(heard, answer.message().text()),
                                                List.of(
                                                        Say.that(
                                                                NodeHeartbeat.TOPIC,
                                                                "n1",
                                                                new Beat("x")))));
        loop.begin(time);
        var told = loop.tell(new Answer("hello"));
        time.settle();
        assertFalse(told.isComplete());
        durable.complete();
        time.settle();
        assertTrue(told.succeeded());
    }

    @Test
    void aLaterWakeReplacesAnEarlierOneAndSleepForgetsIt() {
        var loop =
                loop(memory)
                        .begins((heard, _) ->
                                new Decision<>(
                                        heard,
                                        List.of(
                                                new Wake("a", Duration.ofSeconds(5)),
                                                new Wake("a", Duration.ofSeconds(10)),
                                                new Wake("b", Duration.ofSeconds(7)),
                                                new Wake("c", Duration.ofSeconds(1)),
                                                new Sleep("c"))))
                        .ticks((heard, tick) ->
                                quietly(
                                        with(
                                                heard,
                                                tick.timer()
                                                        + "@"
                                                        + tick.at().since().toSeconds())));
        loop.begin(time);
        time.pass(Duration.ofSeconds(20));
        assertEquals(List.of("b@7", "a@10"), state(loop));
    }

    @Test
    void aFollowerKeepsItsStateAndCarriesNothingOut() {
        say("n1", "10.0.0.1");
        var loop =
                loop(memory)
                        .follow()
                        .hears(
                                RouteState.TOPIC,
                                (heard, route) ->
                                        new Decision<>(
                                                with(heard, route.key()),
                                                List.of(new Act(new Order(route.key())))))
                        .acts(Order.class, (order, _) -> done.add(order.text()))
                        .told(
                                Answer.class,
                                (heard, _) ->
                                        new Decision<>(
                                                heard, List.of(new Act(new Order("asked")))));
        loop.begin(time);
        var told = loop.tell(new Answer("write"));
        time.settle();
        assertEquals(List.of("n1"), state(loop));
        assertEquals(List.of(), done);
        assertInstanceOf(NotLeading.class, told.cause());
    }

    @Test
    void aLeaderRebuildsItsStateReadsToTheEndAndOnlyThenActs() {
        say("n1", "10.0.0.1");
        say("n2", "10.0.0.2");
        var loop =
                loop(memory)
                        .follow()
                        .hears(
                                RouteState.TOPIC,
                                (heard, route) ->
                                        new Decision<>(
                                                with(heard, route.key()),
                                                List.of(
                                                        new Act(
                                                                new Order(
                                                                        "early " + route.key())))))
                        .caughtUp((heard, _) ->
                                new Decision<>(heard, List.of(new Act(new Order("caught up")))))
                        .acts(Order.class, (order, _) -> done.add(order.text()));
        loop.begin(time);
        time.settle();
        var leads = loop.lead(stamps(2));
        time.settle();
        assertTrue(leads.succeeded());
        assertEquals(List.of("n1", "n2"), state(loop));
        assertEquals(List.of("caught up"), done);
        say("n3", "10.0.0.3");
        time.settle();
        assertEquals(List.of("caught up", "early n3"), done);
        loop.follow();
        say("n4", "10.0.0.4");
        time.settle();
        assertEquals(List.of("n1", "n2", "n3", "n4"), state(loop));
        assertEquals(List.of("caught up", "early n3"), done);
    }

    @Test
    void whatIsToldDuringATakeoverIsDecidedOnWhenTheStateIsWhole() {
        say("n1", "10.0.0.1");
        var loop =
                loop(memory)
                        .follow()
                        .hears(
                                RouteState.TOPIC,
                                (heard, route) -> quietly(with(heard, route.key())))
                        .told(
                                Answer.class,
                                (List<String> heard, Told<Answer> told) ->
                                        quietly(with(heard, told.message().text())));
        loop.begin(time);
        time.settle();
        loop.lead(stamps(2));
        time.step();
        loop.tell(new Answer("told"));
        time.settle();
        assertEquals(List.of("n1", "told"), state(loop));
    }

    @Test
    void twoDecidersOnOneTopicAreRefused() {
        var loop = loop(memory).hears(RouteState.TOPIC, (heard, _) -> quietly(heard));
        assertThrows(
                IllegalStateException.class,
                () -> loop.hears(RouteState.TOPIC, (heard, _) -> quietly(heard)));
    }

    @Test
    void runsAsAVerticleAndAnswersFromAnyThread() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var bus = new MemoryBus(4);
            bus.say(List.of(route("n1", "10.0.0.1"))).await();
            var caughtUp = Promise.<Void>promise();
            var loop =
                    loop(bus)
                            .hears(
                                    RouteState.TOPIC,
                                    (heard, route) -> quietly(with(heard, route.key())))
                            .caughtUp((heard, _) -> {
                                caughtUp.complete();
                                return quietly(heard);
                            })
                            .told(
                                    Answer.class,
                                    (heard, told) -> quietly(with(heard, told.message().text())));
            await(vertx.deployVerticle(loop));
            await(caughtUp.future());
            await(loop.tell(new Answer("from a test")));
            assertEquals(List.of("n1", "from a test"), await(loop.look(List::copyOf)));
        } finally {
            await(vertx.close());
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private DecisionLoop<List<String>> loop(Bus bus) {
        return new DecisionLoop<>("test", List::<String>of, bus, stamps(1), "/tests/loop");
    }

    private List<String> state(DecisionLoop<List<String>> loop) {
        var state = loop.look(List::copyOf);
        time.settle();
        return state.result();
    }

    private static Stamps stamps(long epoch) {
        var seq = new long[1];
        return () -> new Stamp.ByLeader("test", epoch, ++seq[0]);
    }

    private static List<String> with(List<String> heard, String more) {
        var all = new ArrayList<>(heard);
        all.add(more);
        return List.copyOf(all);
    }

    private void say(String node, String address) {
        memory.say(List.of(route(node, address)));
    }

    private Said<RouteState> route(String node, String address) {
        return new Said<>(
                RouteState.TOPIC,
                node,
                Optional.of(new Route("uid-" + node, address, List.of())),
                new Stamp.ByNode("uid-" + node, 1, 1),
                time.now().wall(),
                "/nodes/" + node);
    }

    /// Records are durable when the test says so.
    private record SlowBus(Bus bus, Future<Void> durable) implements Bus {
        @Override
        public Future<Void> say(List<Said<?>> records) {
            return durable.compose(_ -> bus.say(records));
        }

        @Override
        public Future<Hearing> hear(Set<Ear> ears, Listener listener) {
            return bus.hear(ears, listener);
        }

        @Override
        public int partitions() {
            return bus.partitions();
        }
    }
}
