package io.nodebus.bus.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Said;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.pod.PodState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Law 9: an empty, truncated or foreign Kafka does not empty a node.
class AnotherPlaneTest {
    @TempDir Path folder;
    private NodeWorld world;
    private NodeWorld.Heeded heeded;

    @BeforeEach
    void aNodeWithTwoPodsAndARoute() {
        world = new NodeWorld(folder);
        heeded = hears();
        world.settle();
        world.behind.says(bound("web", 3, 1), bound("db", 3, 2), world.route("n2", 3, 3));
        world.says(world.pod("web", "running"));
        world.settle();
        assertEquals(
                List.of(
                        "plane",
                        "caught up",
                        "n1/default/web bound",
                        "n1/default/db bound",
                        "n2 n2@3.3",
                        "n1/default/web running"),
                heeded.told());
    }

    @Test
    void anEmptyBusTakesNothingAwayAndTheNodeSaysItsStateAgain() {
        world.behind.cut();
        world.behind.exchange(SwitchedBus.identity("cluster-2"));
        world.settle();

        assertEquals(List.of("away", "back", "another plane", "caught up anew"), heeded.told());
        assertEquals(
                List.of("n1/default/web"),
                world.behind.log().stream().<String>map(Said::key).toList());
        var changed = assertInstanceOf(PlaneState.Changed.class, world.bus.plane());
        assertEquals("the cluster was cluster-1 and is cluster-2", changed.because());
    }

    @Test
    void whatExistsOnTheOtherBusIsHeardHoweverOldItsStamp() {
        world.behind.exchange(SwitchedBus.identity("cluster-2"));
        world.settle();
        heeded.told();

        world.behind.says(
                bound("web", 1, 1), world.fleetGone(ConfigBound.TOPIC, "n1/default/db", 1, 2));
        world.settle();

        assertEquals(List.of("n1/default/web bound"), heeded.told());
    }

    /// Leaders count anew there, so their stamps may meet.
    @Test
    void anotherRecordOfTheSameStampIsNews() {
        world.behind.exchange(SwitchedBus.identity("cluster-2"));
        world.settle();
        heeded.told();

        world.behind.says(bound("db", 3, 2), bound("web", Map.of("a", "b"), 3, 1));
        world.settle();

        assertEquals(List.of("n1/default/web bound"), heeded.told());
    }

    @Test
    void onceAPersonAcceptsItWhatIsAbsentHasEnded() {
        world.behind.exchange(SwitchedBus.identity("cluster-2"));
        world.behind.says(bound("web", 1, 1));
        world.settle();
        heeded.told();

        world.behind.says(world.accepts("cluster-2", 5));
        world.settle();

        assertEquals(List.of("n1/default/db gone", "n2 missing"), heeded.told());
        assertInstanceOf(PlaneState.Same.class, world.bus.plane());

        world.restart();
        heeded = hears();
        world.settle();
        assertEquals(
                List.of("plane", "n1/default/web running", "n1/default/web bound", "caught up"),
                heeded.told());
    }

    @Test
    void anAcceptanceOfAnotherClusterAcceptsNothing() {
        world.behind.exchange(SwitchedBus.identity("cluster-2"));
        world.behind.says(world.accepts("cluster-1", 5));
        world.settle();

        assertInstanceOf(PlaneState.Changed.class, world.bus.plane());
        assertTrue(heeded.told().stream().noneMatch(line -> line.contains("gone")));
    }

    @Test
    void aRestartMakesAForeignBusNoLessForeign() {
        world.kill();
        world.behind.exchange(SwitchedBus.identity("cluster-2"));
        world.begin();
        heeded = hears();
        world.settle();

        assertEquals(
                List.of(
                        "plane",
                        "n1/default/web running",
                        "n1/default/web bound",
                        "n1/default/db bound",
                        "n2 n2@3.3",
                        "another plane",
                        "caught up"),
                heeded.told());

        world.restart();
        heeded = hears();
        world.behind.says(world.accepts("cluster-2", 1));
        world.settle();

        var told = heeded.told();
        assertTrue(
                told.containsAll(
                        List.of("n1/default/web gone", "n1/default/db gone", "n2 missing")),
                told::toString);
    }

    @Test
    void theOldBusComesBackAndAllIsAsItWas() {
        var before = world.behind.log();
        world.behind.exchange(SwitchedBus.identity("cluster-2"));
        world.settle();
        heeded.told();

        world.behind.exchange(SwitchedBus.identity("cluster-1"));
        world.behind.says(before.toArray(Said<?>[]::new));
        world.settle();
        heeded.told();
        world.behind.says(bound("db", 3, 9));
        world.settle();

        assertEquals(List.of("n1/default/db bound"), heeded.told());
        assertInstanceOf(PlaneState.Same.class, world.bus.plane());
    }

    @Test
    void aBackupOlderThanWhatIsKnownTakesNothingAway() {
        world.behind.says(world.leads(3));
        var records = world.behind.log().size();
        world.behind.says(world.leads(4), bound("new", 4, 1));
        world.settle();
        heeded.told();

        world.behind.setBack(records);
        world.settle();

        assertEquals(List.of("caught up anew"), heeded.told());
        var changed = assertInstanceOf(PlaneState.Changed.class, world.bus.plane());
        assertEquals("autoscaler led in epoch 4 and is said to be in 3", changed.because());

        world.pass(Duration.ofMinutes(1));
        world.behind.says(world.accepts("cluster-1", 7));
        world.settle();

        assertEquals(List.of("n1/default/new gone"), heeded.told());
    }

    @Test
    void aRecordThatIsMerelyMissingOnTheSameBusIsToldAndStaysInTheJournal() {
        world.kill();
        world.behind.lose(said -> said.key().endsWith("/db") || said.key().equals("n2"));
        world.begin();
        heeded = hears();
        world.settle();
        var told = heeded.told();
        assertTrue(
                told.containsAll(List.of("n1/default/db missing", "n2 missing")), told::toString);

        world.behind.cut();
        world.restart();
        heeded = hears();
        world.pass(Duration.ofSeconds(5));

        told = heeded.told();
        assertTrue(told.contains("n1/default/db bound"), told::toString);
        assertTrue(told.stream().noneMatch(line -> line.startsWith("n2")), told::toString);
    }

    private NodeWorld.Heeded hears() {
        return world.hears(ConfigBound.TOPIC, RouteState.TOPIC, PodState.TOPIC);
    }

    private Said<ConfigBound> bound(String name, long epoch, long seq) {
        return bound(name, Map.of(), epoch, seq);
    }

    private Said<ConfigBound> bound(String name, Map<String, String> data, long epoch, long seq) {
        return world.fleet(
                ConfigBound.TOPIC,
                "n1/default/" + name,
                new ConfigBound.MapBound("uid", data),
                epoch,
                seq);
    }
}
