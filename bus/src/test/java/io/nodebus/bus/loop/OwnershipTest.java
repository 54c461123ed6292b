package io.nodebus.bus.loop;

import static io.nodebus.bus.decide.Decision.quietly;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A loop that writes `nodes.health` from `routes.state`: every node with a route is Ready.
class OwnershipTest {
    private final LoopWorld world = new LoopWorld();

    @Test
    void aGhostOfAnEarlierLifeIsTombstonedAtTheTakeover() {
        world.route("n1", "10.0.0.1");
        health("n1", Verdict.Ready, leader(1, 1));
        health("ghost", Verdict.Ready, leader(1, 2));
        lead(2);
        assertEquals(Map.of("n1", Verdict.Ready), verdicts());
    }

    @Test
    void whatDiffersIsWrittenAnewAndWhatIsMissingIsWritten() {
        world.route("n1", "10.0.0.1");
        world.route("n2", "10.0.0.2");
        health("n1", Verdict.Lost, leader(1, 1));
        lead(2);
        assertEquals(Map.of("n1", Verdict.Ready, "n2", Verdict.Ready), verdicts());
    }

    @Test
    void whatIsAsItShouldBeIsNotWrittenAgain() {
        world.route("n1", "10.0.0.1");
        lead(2);
        var before = world.bus.records(NodeHealth.TOPIC);
        world.time.pass(Duration.ofMinutes(45));
        assertEquals(before, world.bus.records(NodeHealth.TOPIC));
    }

    @Test
    void keysOfAnotherWriterAreLeftAlone() {
        world.route("n1", "10.0.0.1");
        health("n1", Verdict.Ready, leader(1, 1));
        health("other/n9", Verdict.Lost, new Stamp.ByLeader("somebody", 1, 1));
        lead(2, owned().only(heard -> !heard.key().startsWith("other/")));
        assertEquals(Map.of("n1", Verdict.Ready, "other/n9", Verdict.Lost), verdicts());
    }

    @Test
    void whatTheStateSparesIsLeftAlone() {
        world.route("n1", "10.0.0.1");
        health("resting", Verdict.Lost, leader(1, 1));
        lead(2, owned().sparing((_, heard) -> heard.key().equals("resting")));
        assertEquals(Map.of("n1", Verdict.Ready, "resting", Verdict.Lost), verdicts());
    }

    @Test
    void anAbsentInputIsNotAnOrder() {
        health("n1", Verdict.Ready, leader(1, 1));
        var loop = lead(2, owned().from(RouteState.TOPIC));
        assertEquals(Map.of("n1", Verdict.Ready), verdicts());
        world.route("n2", "10.0.0.2");
        loop.readBack();
        world.time.settle();
        assertEquals(Map.of("n2", Verdict.Ready), verdicts());
    }

    @Test
    void aRecordThatGotLostIsWrittenAnewByTheSlowRepetition() {
        world.route("n1", "10.0.0.1");
        lead(2);
        world.bus.lose(NodeHealth.TOPIC, "n1");
        world.time.pass(Duration.ofMinutes(9));
        assertEquals(Map.of(), verdicts());
        world.time.pass(Duration.ofMinutes(2));
        assertEquals(Map.of("n1", Verdict.Ready), verdicts());
    }

    @Test
    void aWriterOfAPastLifeIsOverwrittenAtOnce() {
        world.route("n1", "10.0.0.1");
        lead(2);
        health("n1", Verdict.Lost, leader(1, 99));
        health("n7", Verdict.Lost, leader(1, 100));
        world.time.settle();
        world.bus.compact(NodeHealth.TOPIC);
        assertEquals(Map.of("n1", Verdict.Ready), verdicts());
    }

    @Test
    void whatCameLateAndWasSaidAnewIsNotWrittenAgain() {
        world.route("n1", "10.0.0.1");
        lead(2);
        health("n1", Verdict.Lost, leader(1, 99));
        world.time.settle();
        var before = world.bus.records(NodeHealth.TOPIC);
        world.time.pass(Duration.ofMinutes(45));
        assertEquals(before, world.bus.records(NodeHealth.TOPIC));
    }

    /// Two records are lost, and what is left looks as it should. Somebody heard the first of them.
    @Test
    void aRecordThatIsOlderThanWhatWasSaidLastIsSaidAnew() {
        world.route("n1", "10.0.0.1");
        lead(2);
        var first = world.bus.records(NodeHealth.TOPIC).getFirst();
        world.bus.lose(NodeHealth.TOPIC, "n1");
        world.time.pass(Duration.ofMinutes(11));
        world.bus.lose(NodeHealth.TOPIC, "n1");
        world.say(NodeHealth.TOPIC, "n1", first.message(), first.stamp());
        world.time.pass(Duration.ofMinutes(11));
        var last = world.bus.records(NodeHealth.TOPIC).getLast();
        assertNotEquals(first.stamp(), last.stamp());
        world.time.pass(Duration.ofMinutes(45));
        assertEquals(last, world.bus.records(NodeHealth.TOPIC).getLast());
    }

    /// Somebody may have heard what was said between the two tombstones.
    @Test
    void aTombstoneThatIsOlderThanTheOneSaidLastIsSaidAnew() {
        world.route("n1", "10.0.0.1");
        health("ghost", Verdict.Ready, leader(1, 1));
        lead(2);
        world.bus.lose(NodeHealth.TOPIC, "ghost");
        world.say(NodeHealth.TOPIC, "ghost", Optional.<NodeHealth>empty(), leader(1, 2));
        world.time.settle();
        var last = world.bus.records(NodeHealth.TOPIC).getLast();
        assertTrue(last.message().isEmpty() && last.stamp().replaces(leader(2, 0)), last::toString);
        world.time.pass(Duration.ofMinutes(45));
        assertEquals(last, world.bus.records(NodeHealth.TOPIC).getLast());
    }

    /// What people want is not tombstoned for not being known.
    @Test
    void whatCameLateBehindItsOwnTombstoneIsNotSparedForStandingThere() {
        world.route("n1", "10.0.0.1");
        world.say(NodeHealth.TOPIC, "ended", Optional.<NodeHealth>empty(), leader(1, 5));
        health("ended", Verdict.Lost, leader(1, 4));
        health("kept", Verdict.Lost, leader(1, 6));
        lead(2, owned().sparing((_, heard) -> heard.message().isPresent()));
        world.bus.compact(NodeHealth.TOPIC);
        assertEquals(Map.of("n1", Verdict.Ready, "kept", Verdict.Lost), verdicts());
    }

    @Test
    void aStateThatIsNotWholeCorrectsNothing() {
        health("n1", Verdict.Ready, leader(0, 5));
        health("n1", Verdict.Lost, leader(0, 4));
        world.route("n1", "10.0.0.1");
        loop(owned()).begin(world.time);
        world.time.settle();
        assertTrue(
                world.bus.records(NodeHealth.TOPIC).stream()
                        .allMatch(said -> said.message().isPresent()));
        world.bus.compact(NodeHealth.TOPIC);
        assertEquals(Map.of("n1", Verdict.Ready), verdicts());
    }

    @Test
    void aFollowerCorrectsNothing() {
        health("ghost", Verdict.Ready, leader(1, 1));
        loop(owned()).follow().begin(world.time);
        world.time.pass(Duration.ofMinutes(30));
        assertEquals(Map.of("ghost", Verdict.Ready), verdicts());
    }

    @Test
    void keysOfEventsCannotBeOwned() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Owned.all(NodeHeartbeat.TOPIC, (Set<String> _) -> Map.of()));
    }

    private DecisionLoop<Set<String>> lead(long epoch) {
        return lead(epoch, owned());
    }

    private DecisionLoop<Set<String>> lead(long epoch, Owned<Set<String>, NodeHealth> owned) {
        var loop = loop(owned).follow();
        loop.begin(world.time);
        loop.lead(LoopWorld.stamps(epoch));
        world.time.settle();
        return loop;
    }

    private DecisionLoop<Set<String>> loop(Owned<Set<String>, NodeHealth> owned) {
        return new DecisionLoop<Set<String>>(
                        "health", Set::of, world.bus, LoopWorld.stamps(1), "/tests")
                .hears(RouteState.TOPIC, OwnershipTest::onRoute)
                .faultsTo(world.faultHandler)
                .owns(owned);
    }

    private static Decision<Set<String>> onRoute(Set<String> nodes, Heard<RouteState> heard) {
        var next = new TreeSet<>(nodes);
        heard.message().ifPresentOrElse(_ -> next.add(heard.key()), () -> next.remove(heard.key()));
        return quietly(next);
    }

    private static Owned<Set<String>, NodeHealth> owned() {
        return Owned.all(NodeHealth.TOPIC, OwnershipTest::implied);
    }

    private static Map<String, NodeHealth> implied(Set<String> nodes) {
        return nodes.stream().collect(toMap(node -> node, _ -> judged(Verdict.Ready)));
    }

    private static NodeHealth judged(Verdict verdict) {
        return new Judged(
                "uid", verdict, false, Instant.EPOCH, Because.of("Test", "a test says so"));
    }

    private static Stamp leader(long epoch, long seq) {
        return new Stamp.ByLeader("test", epoch, seq);
    }

    private void health(String key, Verdict verdict, Stamp stamp) {
        world.say(NodeHealth.TOPIC, key, Optional.of(judged(verdict)), stamp);
    }

    private Map<String, Verdict> verdicts() {
        var verdicts = new TreeMap<String, Verdict>();
        world.onTopic(NodeHealth.TOPIC)
                .forEach((key, health) -> verdicts.put(key, verdict(health)));
        return verdicts;
    }

    private static Verdict verdict(NodeHealth health) {
        return switch (health) {
            case Judged judged -> judged.verdict();
        };
    }
}
