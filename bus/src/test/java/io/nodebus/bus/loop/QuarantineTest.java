package io.nodebus.bus.loop;

import static io.nodebus.bus.decide.Decision.quietly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Quarantined;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.node.RouteState.Route;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A loop that cannot stand the address "bad". It keeps a mutable state, so that what a fault
/// leaves half done would be seen.
class QuarantineTest {
    private final LoopWorld world = new LoopWorld();
    private final DecisionLoop<Map<String, String>> loop =
            new DecisionLoop<Map<String, String>>(
                            "routes", TreeMap::new, world.bus, LoopWorld.stamps(1), "/tests")
                    .hears(RouteState.TOPIC, QuarantineTest::onRoute)
                    .quarantined(QuarantineTest::onQuarantine)
                    .decidesOn(DecisionRecord.RULES)
                    .faultsTo(world.faultHandler);

    @Test
    void aRecordThatCannotBeDecidedOnIsSetAsideAndTheRestGoesOn() {
        world.route("n1", "10.0.0.1");
        world.route("n2", "bad");
        world.route("n3", "10.0.0.3");
        begin();
        assertEquals(Map.of("n1", "10.0.0.1", "n2", "Quarantined", "n3", "10.0.0.3"), state());
        assertEquals(1, world.faults.size());
    }

    @Test
    void theReasonIsToldOnceOnTheDecisionsTopicWithWhereTheRecordIs() {
        world.route("n2", "bad");
        begin();
        var decisions = world.bus.records(DecisionRecord.RULES);
        assertEquals(1, decisions.size());
        var decided = (Decided) decisions.getFirst().message().orElseThrow();
        assertEquals("route/n2", decided.object());
        assertEquals(Quarantined.REASON, decided.because().reason());
        assertEquals("routes.state", decided.because().evidence().getFirst().topic());
        assertTrue(decided.because().message().contains("cannot stand bad"));
    }

    @Test
    void anotherVersionOfTheKeyIsTriedAgain() {
        world.route("n1", "10.0.0.1");
        begin();
        pass();
        world.route("n1", "bad");
        world.time.settle();
        assertEquals(Map.of("n1", "Quarantined"), state());
        pass();
        world.route("n1", "10.0.0.9");
        world.time.settle();
        assertEquals(Map.of("n1", "10.0.0.9"), state());
    }

    @Test
    void aLeaderRebuildsAndLeadsAgain() {
        world.route("n1", "10.0.0.1");
        loop.follow();
        begin();
        loop.lead(LoopWorld.stamps(2));
        world.time.settle();
        pass();
        world.route("n2", "bad");
        world.time.settle();
        assertEquals(Map.of("n1", "10.0.0.1", "n2", "Quarantined"), state());
        assertEquals(1, world.bus.records(DecisionRecord.RULES).size());
    }

    @Test
    void withMoreThanTenKeysInQuarantineTheLoopStopsLoudly() {
        for (var n = 0; n < 11; n++) {
            world.route("n" + n, "bad");
        }
        begin();
        assertEquals(11, world.faults.size());
        assertEquals("stopped: cannot stand bad", world.faults.getLast());
        assertTrue(tell().failed());
    }

    @Test
    void aFaultWithoutAKeyStopsTheLoopLoudly() {
        loop.begins(
                        (state, _) -> {
                            return new Decision<>(
                                    state, List.of(new Wake("w", Duration.ofSeconds(1))));
                        })
                .ticks((_, tick) -> {
                    throw new IllegalStateException("no idea what " + tick.timer() + " is");
                });
        begin();
        world.time.pass(Duration.ofSeconds(2));
        assertEquals(List.of("stopped: no idea what w is"), world.faults);
        world.route("n1", "10.0.0.1");
        world.time.settle();
        assertEquals(Map.of(), state());
    }

    private void begin() {
        loop.begin(world.time);
        world.time.settle();
    }

    private void pass() {
        world.time.pass(Duration.ofSeconds(1));
    }

    private Future<Void> tell() {
        var told = loop.tell("anything");
        world.time.settle();
        return told;
    }

    private Map<String, String> state() {
        var state = loop.look(TreeMap::new);
        world.time.settle();
        return state.result();
    }

    private static Decision<Map<String, String>> onRoute(
            Map<String, String> routes, Heard<RouteState> heard) {
        routes.put("half done", heard.key());
        var route = (Route) heard.message().orElseThrow();
        if (route.address().equals("bad")) {
            throw new IllegalStateException("cannot stand " + route.address());
        }
        routes.remove("half done");
        routes.put(heard.key(), route.address());
        return quietly(routes);
    }

    private static Decision<Map<String, String>> onQuarantine(
            Map<String, String> routes, Quarantined<?> quarantined) {
        routes.put(quarantined.key(), quarantined.because().reason());
        return quietly(routes);
    }
}
