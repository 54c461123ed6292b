package io.nodebus.bus.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Said;
import io.nodebus.bus.Unsayable;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.plane.JournalEvent;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is heard and sent, told as stories.
class NodeBusTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir Path folder;
    private NodeWorld world;

    @BeforeEach
    void aNode() {
        world = new NodeWorld(folder);
    }

    // With the bus.

    @Test
    void whatIsSaidHereIsHeardHereAtOnceAndOnTheBusSoon() {
        var heeded = world.hears(PodState.TOPIC);
        world.settle();
        heeded.told();

        world.says(world.pod("web", "running"));

        assertEquals(List.of("n1/default/web running"), heeded.told());
        assertEquals(List.of("n1/default/web"), keysOnTheBus());
    }

    @Test
    void hearingDoesNotWaitForTheDisk() {
        var heeded = world.hears(PodState.TOPIC);
        world.settle();
        heeded.told();

        var kept = world.bus.say(List.of(world.pod("web", "running")));
        assertFalse(kept.isComplete());
        world.time.step();

        assertFalse(kept.isComplete());
        assertEquals(List.of("n1/default/web running"), heeded.told());
    }

    @Test
    void aNewNodeIsCaughtUpWhenItHasReadWhatIsThere() {
        world.behind.says(world.route("n2", 1, 1));
        var heeded = world.hears(RouteState.TOPIC, PodState.TOPIC);
        world.settle();

        assertEquals(List.of("plane", "n2 n2@1.1", "caught up"), heeded.told());
    }

    @Test
    void aNewNodeLearnsWhatItsNameSaidBefore() {
        world.behind.says(world.pod("old", "terminal"));
        world = new NodeWorld(folder.resolve("lost"));
        world.behind.says(world.fleet(PodState.TOPIC, "n1/default/old", gone("terminal"), 1, 1));
        world.restart();
        var heeded = world.hears(PodState.TOPIC);
        world.settle();

        assertEquals(List.of("n1/default/old terminal", "caught up"), heeded.told());
    }

    @Test
    void aNewNodeWaitsForTheBusHoweverLongItTakes() {
        world.kill();
        world = new NodeWorld(folder.resolve("new"));
        world.behind.cut();
        var heeded = world.hears(RouteState.TOPIC, PodState.TOPIC);
        world.pass(LONG);
        assertEquals(List.of("away"), heeded.told());

        world.behind.mend();
        world.settle();

        assertEquals(List.of("back", "plane", "caught up"), heeded.told());
    }

    // Without the bus.

    @Test
    void aNodeStartsFromItsJournalWhenTheBusIsAway() {
        world.behind.says(world.route("n2", 1, 1));
        world.hears(RouteState.TOPIC, PodState.TOPIC);
        world.says(world.pod("web", "running"));
        world.behind.cut();
        world.restart();
        var heeded = world.hears(RouteState.TOPIC, PodState.TOPIC);
        world.pass(Duration.ofSeconds(4));

        assertEquals(
                List.of("plane", "n1/default/web running", "n2 n2@1.1", "away", "caught up"),
                heeded.told());

        world.behind.says(world.route("n3", 1, 2));
        world.behind.mend();
        world.settle();

        assertEquals(List.of("back", "n3 n3@1.2", "caught up anew"), heeded.told());
    }

    @Test
    void aStartWithTheBusIsCaughtUpOnce() {
        world.behind.says(world.route("n2", 1, 1));
        world.hears(RouteState.TOPIC);
        world.settle();
        world.behind.says(world.route("n2", 1, 2));
        world.restart();
        var heeded = world.hears(RouteState.TOPIC);
        world.pass(LONG);

        assertEquals(List.of("plane", "n2 n2@1.1", "n2 n2@1.2", "caught up"), heeded.told());
    }

    @Test
    void sayingDoesNotWaitForTheBus() {
        world.settle();
        world.behind.cut();

        world.says(world.pod("web", "running"), world.event("started"), world.beat("1"));

        assertEquals(List.of(), keysOnTheBus());
        world.behind.mend();
        world.pass(LONG);
        assertEquals(List.of("n1/default/web", "n1", "n1"), keysOnTheBus());
    }

    @Test
    void whatWasSaidBeforeACrashIsSentAfterIt() {
        world.settle();
        world.behind.cut();
        var said = List.of(world.pod("web", "running"), world.event("started"), world.beat("1"));
        world.bus.say(said.stream().<Said<?>>map(s -> s).toList());
        world.settle();
        world.restart();
        world.behind.mend();
        world.pass(LONG);

        assertEquals(ids(said), idsOnTheBus());
    }

    @Test
    void stateGoesFirstThenReadingsThenEvents() {
        world.settle();
        world.behind.cut();
        world.says(world.event("one"), world.beat("1"), world.pod("web", "running"));
        world.behind.mend();
        world.pass(LONG);

        assertEquals(
                List.of("pods.state", "nodes.heartbeats", "containers.events"), topicsOnTheBus());
    }

    @Test
    void onlySoManyAreOnTheWay() {
        world.settle();
        world.behind.cut();
        world.restart();
        for (var i = 0; i < 500; i++) {
            world.says(world.pod("p" + i, "running"));
        }
        world.behind.mend();
        world.pass(LONG);

        assertTrue(world.behind.mostPending() <= 20);
        assertEquals(500, keysOnTheBus().size());
    }

    @Test
    void eventsThatWereKeptGoAtALimitedRate() {
        world.settle();
        world.behind.cut();
        for (var i = 0; i < 1000; i++) {
            world.says(world.event("e" + i));
        }
        world.behind.mend();
        world.pass(Duration.ofSeconds(4));
        var soon = keysOnTheBus().size();
        assertTrue(150 <= soon && soon <= 450, () -> soon + " sent within 4 s");

        world.pass(LONG);

        assertEquals(1000, keysOnTheBus().size());
    }

    @Test
    void whatNobodyGotIsCountedAndTold() {
        world.settle();
        world.behind.cut();
        for (var i = 0; i < 5; i++) {
            world.says(world.pod("web", "v" + i));
        }
        world.behind.mend();
        world.pass(LONG);

        var superseded =
                world.behind.log().stream()
                        .flatMap(said -> said.message().stream())
                        .filter(JournalEvent.JournalSuperseded.class::isInstance)
                        .map(JournalEvent.JournalSuperseded.class::cast)
                        .toList();
        assertEquals(1, superseded.size());
        var told = superseded.getFirst();
        assertEquals(world.bus.stamps().life().nodeUid(), told.nodeUid());
        assertEquals(told.count(), told.to() - told.from() + 1);
        assertEquals(world.bus.journal().superseded(), 0, "what was told is not counted any more");
    }

    @Test
    void whatTheBusRefusesForGoodDoesNotHoldUpTheRest() {
        world.settle();
        world.behind.refuses(said -> said.key().endsWith("/bad"));

        world.says(world.pod("bad", "running"), world.pod("good", "running"));

        assertEquals(List.of("n1/default/good"), keysOnTheBus());
        assertEquals(1, world.bus.drain().rejected());
        assertTrue(folder.resolve("journal.rejected").toFile().length() > 100);
    }

    @Test
    void whatIsTooLargeForTheJournalIsUnsayable() {
        world.settle();
        var large = world.bus.say(List.of(world.pod("web", "x".repeat(200_000))));
        world.settle();

        assertInstanceOf(Unsayable.class, large.cause());
        assertTrue(
                String.valueOf(large.cause().getMessage()).contains("--journal-size must be"),
                () -> large.cause().toString());
    }

    @Test
    void aTombstoneEndsAKeyHereThereAndInTheJournal() {
        var heeded = world.hears(PodState.TOPIC);
        world.settle();
        world.says(world.pod("web", "running"));
        world.says(world.podGone("web"));
        world.settle();
        assertEquals(
                List.of("caught up", "n1/default/web running", "n1/default/web gone"),
                heeded.told());
        assertTrue(world.behind.log().getLast().message().isEmpty());

        world.restart();
        var later = world.hears(PodState.TOPIC);
        world.settle();

        assertEquals(List.of("caught up"), later.told());
    }

    @Test
    void whoHearsThisProcessOnlyIsToldWhetherTheBusIsThere() {
        var heeded = world.hears(PodState.TOPIC, ContainerEvent.TOPIC, NodeHeartbeat.TOPIC);
        world.settle();
        world.behind.cut();
        world.settle();
        world.behind.mend();
        world.settle();

        assertEquals(List.of("caught up", "away", "back"), heeded.told());
    }

    @Test
    void nothingIsHeardAfterStopping() {
        var heeded = new NodeWorld.Heeded();
        var hearing = world.bus.hear(Set.of(Ear.all(PodState.TOPIC)), heeded);
        world.settle();
        hearing.result().stop();
        heeded.told();

        world.says(world.pod("web", "running"));

        assertEquals(List.of(), heeded.told());
    }

    // Law 2.

    @Test
    void whatTheBusLostIsSaidAgain() {
        world.says(world.pod("web", "running"), world.pod("db", "running"));
        world.pass(LONG);
        world.behind.lose(said -> said.key().endsWith("web"));
        assertEquals(List.of("n1/default/db"), keysOnTheBus());

        world.pass(Duration.ofHours(2));

        assertEquals(List.of("n1/default/db", "n1/default/web"), keysOnTheBus());
    }

    @Test
    void aJournalThatWasSetBackCatchesUpWithItsOwnFuture() {
        world.says(world.pod("web", "old"));
        var life = world.bus.stamps().life();
        world.behind.says(
                new Said<>(
                        PodState.TOPIC,
                        "n1/default/web",
                        Optional.of(gone("new")),
                        new Stamp.ByNode(life.nodeUid(), 7, 1),
                        world.time.now().wall(),
                        "/nodes/n1/node-agent"));
        world.restart();
        var heeded = world.hears(PodState.TOPIC);
        world.settle();

        assertTrue(heeded.told().contains("n1/default/web new"));
        assertEquals(8, world.bus.stamps().life().boot());
    }

    private List<String> keysOnTheBus() {
        return world.behind.log().stream().<String>map(Said::key).toList();
    }

    private List<String> topicsOnTheBus() {
        return world.behind.log().stream().<String>map(said -> said.topic().kind()).toList();
    }

    private List<String> idsOnTheBus() {
        return ids(world.behind.log());
    }

    private static List<String> ids(List<? extends Said<?>> said) {
        return said.stream()
                .<String>map(one -> one.stamp().id())
                .filter(id -> !id.isEmpty())
                .sorted()
                .toList();
    }

    private static PodState gone(String what) {
        return new PodState.Gone("uid", what, Instant.EPOCH, Because.of("Test", ""));
    }
}
