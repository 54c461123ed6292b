package io.nodebus.bus.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Said;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.plane.JournalEvent.JournalGap;
import io.nodebus.contracts.plane.JournalEvent.JournalSuperseded;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Lives of a node: killed at any moment, with a bus that comes, goes, loses records, and turns
/// into another one. One seed is one story.
///
/// After each step: nothing that was addressed to the node ends without an order, and not too much
/// is on the way. When it is quiet: what the node said last is what the bus has; every record that
/// was promised is on a bus, or counted in a gap; and the node still knows all that was addressed
/// to it.
///
/// To replay a failure, run its seed alone.
class NodeLifeSimulationTest {
    private static final int STEPS = 250;

    @TempDir Path folder;
    private NodeWorld world;
    private NodeWorld.Heeded heeded;
    private Random random = new Random(0);
    private final List<String> story = new ArrayList<>();

    private final List<Promised> promised = new ArrayList<>();
    private final Set<String> addressed = new TreeSet<>();
    private final Set<String> ended = new HashSet<>();
    private boolean there = true;
    private boolean accepted;
    private int cluster = 1;
    private long fleetSeq;
    private long podSeq;
    private long keys;

    /// A record, and whether it was promised to be kept.
    private record Promised(Said<?> said, Future<Void> kept) {}

    @BeforeEach
    void aNode() {
        world = new NodeWorld(folder, 256 * 1024);
        heeded = hears();
    }

    /// More with `-Dseeds=1000`.
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("seeds", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostAndNothingEndsWithoutAnOrder(long seed) {
        random = new Random(seed);
        world.seed(seed);
        world.settle();
        for (var step = 0; step < STEPS; step++) {
            step();
            check();
        }
        untilItIsQuiet();
        checkWhatTheBusHas();
        checkEveryRecordIsAccountedFor();
        checkWhatTheNodeKnows();
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> sayPod();
            case 5, 6 -> sayEvents();
            case 7 -> say(world.beat("beat"));
            case 8 -> sayPodGone();
            case 9, 10, 11 -> fleetSays();
            case 12 -> fleetEnds();
            case 13 -> cut();
            case 14, 15 -> mend();
            case 16 -> restart();
            case 17 -> changeTheBus();
            case 18 -> world.pass(Duration.ofSeconds(random.nextInt(8000)));
            default -> world.settle();
        }
        for (var i = random.nextInt(6); i > 0; i--) {
            world.time.step();
        }
        if (random.nextInt(3) == 0) {
            world.settle();
        }
    }

    // What the node says.

    private void sayPod() {
        var name = "pod-" + random.nextInt(6);
        var what = "v" + ++podSeq;
        say(world.pod(name, what));
    }

    private void sayPodGone() {
        var name = "pod-" + random.nextInt(6);
        say(world.podGone(name));
    }

    private void sayEvents() {
        for (var i = random.nextInt(20); i >= 0; i--) {
            say(world.event("x".repeat(random.nextInt(2000))));
        }
    }

    private void say(Said<?> said) {
        tell("says " + said.key() + " " + said.stamp().id());
        promised.add(new Promised(said, world.bus.say(List.of(said))));
    }

    // What others do.

    /// Of a key that was never there or still is: names that come again are another story.
    private void fleetSays() {
        if (there) {
            var there = newest(ConfigBound.TOPIC);
            there.values().removeIf("gone"::equals);
            var key =
                    there.isEmpty() || random.nextInt(3) == 0
                            ? "n1/default/bound-" + ++keys
                            : any(there);
            tell("fleet says " + key);
            world.behind.says(
                    world.fleet(
                            ConfigBound.TOPIC,
                            key,
                            new ConfigBound.MapBound("uid", Map.of()),
                            1,
                            ++fleetSeq));
        }
    }

    private void fleetEnds() {
        var there = newest(ConfigBound.TOPIC);
        there.values().removeIf("gone"::equals);
        if (this.there && !there.isEmpty()) {
            var key = any(there);
            tell("fleet ends " + key);
            ended.add(key);
            world.behind.says(world.fleetGone(ConfigBound.TOPIC, key, 1, ++fleetSeq));
        }
    }

    private String any(Map<String, String> of) {
        return List.copyOf(of.keySet()).get(random.nextInt(of.size()));
    }

    // What happens to the bus.

    private void cut() {
        if (there) {
            tell("the bus goes");
            there = false;
            world.behind.cut();
        }
    }

    private void mend() {
        if (!there) {
            tell("the bus comes back");
            there = true;
            world.behind.mend();
        }
    }

    private void changeTheBus() {
        switch (random.nextInt(4)) {
            case 0 -> {
                cluster++;
                tell("another bus: cluster-" + cluster);
                there = true;
                accepted = false;
                fleetSeq = 0;
                world.behind.exchange(SwitchedBus.identity("cluster-" + cluster));
            }
            case 1, 2 -> accept();
            default -> lose();
        }
    }

    private void lose() {
        var lost = new HashSet<String>();
        for (var said : world.behind.log()) {
            if (random.nextInt(10) == 0) {
                lost.add(said.key());
            }
        }
        tell("these vanish: " + lost);
        world.behind.lose(said -> lost.contains(said.key()));
    }

    private void accept() {
        if (there) {
            tell("cluster-" + cluster + " is accepted");
            accepted = true;
            addressed.stream().filter(key -> !isThere(key)).forEach(ended::add);
            world.behind.says(world.accepts("cluster-" + cluster, ++fleetSeq));
        }
    }

    // What happens to the node.

    private void restart() {
        tell("the node is killed");
        check();
        world.kill();
        if (random.nextBoolean()) {
            world.pass(Duration.ofSeconds(random.nextInt(1000)));
        }
        world.begin();
        heeded = hears();
    }

    private NodeWorld.Heeded hears() {
        return world.hears(ConfigBound.TOPIC, PodState.TOPIC, NodeDesired.TOPIC);
    }

    // What must hold.

    private void check() {
        for (var line : heeded.told()) {
            if (line.startsWith("n1/default/bound-")) {
                var key = line.substring(0, line.indexOf(' '));
                if (line.endsWith(" bound")) {
                    addressed.add(key);
                } else if (line.endsWith(" gone")) {
                    assertTrue(
                            ended.contains(key) || accepted && !isThere(key),
                            () -> key + " ended without an order: " + tail());
                    addressed.remove(key);
                }
            }
        }
        assertTrue(world.behind.mostPending() <= 20, () -> "too much on the way: " + tail());
    }

    private boolean isThere(String key) {
        return newest(ConfigBound.TOPIC).getOrDefault(key, "gone").equals("there");
    }

    /// What the bus has of each key.
    private Map<String, String> newest(Topic<?> topic) {
        var newest = new TreeMap<String, String>();
        for (var said : world.behind.log()) {
            if (said.topic().equals(topic)) {
                newest.put(said.key(), what(said));
            }
        }
        return newest;
    }

    private static String what(Said<?> said) {
        return switch (said.message().orElse(null)) {
            case null -> "gone";
            case PodState.Gone pod -> pod.nodeUid();
            default -> "there";
        };
    }

    private void untilItIsQuiet() {
        mend();
        world.pass(Duration.ofMinutes(10));
        accept();
        for (var i = 0; i < 3; i++) {
            world.pass(Duration.ofHours(1));
            world.pass(Duration.ofMinutes(10));
        }
        check();
    }

    /// Of each pod the last that was promised, or one that was said after it and perhaps written
    /// before the node was killed.
    private void checkWhatTheBusHas() {
        var possible = new TreeMap<String, Set<String>>();
        for (var one : promised) {
            if (one.said().topic().equals(PodState.TOPIC)) {
                var of = possible.computeIfAbsent(one.said().key(), _ -> new TreeSet<>());
                if (one.kept().succeeded()) {
                    of.clear();
                }
                of.add(what(one.said()));
            }
        }
        var found = newest(PodState.TOPIC);
        // A tombstone that one bus had need not be said to the next.
        possible.forEach((key, _) -> found.putIfAbsent(key, "gone"));
        found.forEach((key, what) ->
                assertTrue(
                        possible.getOrDefault(key, Set.of()).contains(what),
                        () -> key + " is " + what + ", not " + possible.get(key) + tail()));
    }

    private void checkEveryRecordIsAccountedFor() {
        var missing = new LinkedHashMap<String, Stamp.ByNode>();
        for (var one : promised) {
            if (!one.kept().succeeded()) {
                continue;
            }
            missing.put(one.said().stamp().id(), (Stamp.ByNode) one.said().stamp());
        }
        for (var said : world.behind.everSaid()) {
            missing.remove(said.stamp().id());
            switch (said.message().orElse(null)) {
                case JournalGap(var uid, var boot, var from, var to, _) ->
                        missing.values().removeIf(stamp -> isIn(stamp, uid, boot, from, to));
                case JournalSuperseded(var uid, var boot, var from, var to, _) ->
                        missing.values().removeIf(stamp -> isIn(stamp, uid, boot, from, to));
                case null, default -> {}
            }
        }
        assertEquals(Set.of(), missing.keySet(), this::tail);
    }

    private static boolean isIn(Stamp.ByNode stamp, String uid, long boot, long from, long to) {
        return stamp.nodeUid().equals(uid)
                && stamp.boot() == boot
                && from <= stamp.seq()
                && stamp.seq() <= to;
    }

    /// Killed, and started without the bus.
    private void checkWhatTheNodeKnows() {
        world.kill();
        world.behind.cut();
        world.begin();
        heeded = hears();
        world.pass(Duration.ofSeconds(10));
        var known = new TreeSet<String>();
        for (var line : heeded.told()) {
            if (line.endsWith(" bound")) {
                known.add(line.substring(0, line.indexOf(' ')));
            }
        }
        assertEquals(addressed, known, this::tail);
    }

    private void tell(String line) {
        story.add(line);
    }

    private String tail() {
        return "\nthe story ended so:\n"
                + String.join("\n", story.subList(Math.max(0, story.size() - 60), story.size()));
    }
}
