package io.nodebus.nodeagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.hostile.Evil;
import io.nodebus.bus.hostile.Hostility;
import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.pod.RestartPolicy;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A node on which everything goes wrong: the agent is killed at every step of its work, the
/// runtime fails, dies and comes back, containers are killed, the power is cut, records come again,
/// are compacted and vanish. One seed, one story: run a failing seed alone to see it again.
class NodeAgentSimulationTest {
    private static final List<String> SCRIPTS =
            List.of(
                    "sleep infinity",
                    "trap 'exit 0' TERM; sleep infinity",
                    "sleep 3; exit 1",
                    "sleep 2",
                    "true",
                    "exit 7");

    private static final List<String> POLICIES = List.of("Always", "OnFailure", "Never");
    private static final long SEEDS = 12;

    @TempDir private Path folder;

    /// `-Dseed=N` tells one story, `-Dseeds=N` so many.
    static LongStream seeds() {
        var one = Long.getLong("seed");
        return one == null ? LongStream.range(0, Long.getLong("seeds", SEEDS)) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverHappensNothingIsStoppedWithoutAnOrderAndAllIsWellWhenItIsQuiet(long seed) {
        var random = new Random(seed);
        tells(new SimulatedNode(folder, random), random);
    }

    /// The same on a bus with an enemy that takes away nothing it promised to keep (design §9).
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdsOnAHostileBusToo(long seed) {
        var random = new Random(seed);
        var hostility = Hostility.all(seed).without(Evil.TRUNCATION, Evil.WIPE);
        tells(new SimulatedNode(folder, random, Optional.of(hostility)), random);
    }

    private static void tells(SimulatedNode node, Random random) {
        node.start();
        node.trouble(random.nextInt(4), random.nextInt(8));
        for (var step = 0; step < 70; step++) {
            happens(node, random, step);
            node.pass(Duration.ofMillis(random.nextInt(4000)));
            if (!node.isAlive() && random.nextInt(3) > 0) {
                node.start();
            }
            node.witness.look();
        }
        quiet(node);
        converged(node);
    }

    private static void happens(SimulatedNode node, Random random, int step) {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> node.bind(pod(random, "p" + step));
            case 3, 4 ->
                    any(node.bound.values(), random).ifPresent(pod -> delete(node, pod, random));
            case 5, 6 -> node.sweep();
            case 7, 8 ->
                    any(node.witness.running(), random).ifPresent(it -> node.runtime.kill(it.id()));
            case 9 -> {
                node.kill();
                if (random.nextInt(3) == 0) {
                    node.runtime.powerCut();
                }
            }
            case 10 -> {
                node.runtime.crash();
                node.pass(Duration.ofMillis(random.nextInt(9000)));
                node.runtime.comeBack();
            }
            case 11 -> node.repeat();
            case 12 -> node.compact();
            case 13 -> {
                if (random.nextInt(4) == 0) {
                    any(node.bound.values(), random).ifPresent(node::lose);
                }
            }
            default -> node.pass(Duration.ofSeconds(random.nextInt(60)));
        }
    }

    private static void delete(SimulatedNode node, Pod pod, Random random) {
        node.delete(pod, random.nextInt(3) == 0 ? 0 : random.nextInt(40));
    }

    private static void quiet(SimulatedNode node) {
        node.bus.rests();
        node.trouble(0, 0);
        if (!node.isAlive()) {
            node.start();
        }
        // Longer than any back-off.
        node.pass(Duration.ofMinutes(6));
        node.sweep();
        node.pass(Duration.ofMinutes(1));
    }

    private static void converged(SimulatedNode node) {
        assertEquals(Map.of(), node.deleted, "pods that never left");
        var expected = new TreeSet<String>();
        for (var pod : node.bound.values()) {
            var state =
                    node.state(pod).orElseThrow(() -> new AssertionError("nothing said of " + pod));
            var observed = (PodState.Observed) state;
            observed.containers().stream()
                    .filter(it -> it.state() instanceof ContainerState.Running)
                    .forEach(it -> expected.add(it.containerId().orElseThrow().substring(12)));
            if (pod.spec().restarts() == RestartPolicy.Always) {
                requireAllThatStayRun(pod, observed);
            }
        }
        var running =
                new TreeSet<>(
                        node.witness.running().stream()
                                .filter(it -> !node.lost.contains(Witness.uid(it)))
                                .map(ContainerSeen::id)
                                .toList());
        assertEquals(running, expected, "what runs, and what is said to run");
        var uids = new TreeSet<>(node.bound.keySet());
        uids.addAll(node.lost);
        assertTrue(
                node.runtime.sandboxes().stream().allMatch(it -> uids.contains(it.uid())),
                "sandboxes of nobody");
    }

    private static void requireAllThatStayRun(Pod pod, PodState.Observed state) {
        for (var container : pod.spec().containers()) {
            if (container.command().getLast().endsWith("infinity")
                    && !container.image().contains("missing")) {
                var status =
                        state.containers().stream()
                                .filter(it -> it.name().equals(container.name()))
                                .findFirst()
                                .orElseThrow();
                assertTrue(
                        status.state() instanceof ContainerState.Running,
                        () -> "should run: " + status + "\n" + state);
            }
        }
    }

    private static <T> Optional<T> any(Collection<T> all, Random random) {
        return all.stream().skip(all.isEmpty() ? 0 : random.nextInt(all.size())).findFirst();
    }

    private static Pod pod(Random random, String name) {
        var containers = new ArrayList<Map<String, Object>>();
        var count = 1 + random.nextInt(3);
        for (var i = 0; i < count; i++) {
            containers.add(
                    Map.of(
                            "name", "c" + i,
                            "image",
                                    random.nextInt(12) == 0
                                            ? "localhost/missing:1"
                                            : "localhost/nodebus/busybox:1",
                            "imagePullPolicy", random.nextInt(4) == 0 ? "Always" : "IfNotPresent",
                            "command",
                                    random.nextInt(12) == 0
                                            ? List.of("/no/such")
                                            : List.of(
                                                    "sh",
                                                    "-c",
                                                    SCRIPTS.get(random.nextInt(SCRIPTS.size())))));
        }
        return TreeReader.strict(
                Pod.class,
                Map.of(
                        "metadata",
                        Map.of("namespace", "default", "name", name, "uid", "uid-" + name),
                        "spec",
                        Map.of(
                                "containers",
                                containers,
                                "restartPolicy",
                                POLICIES.get(random.nextInt(3)),
                                "terminationGracePeriodSeconds",
                                (long) random.nextInt(30))));
    }
}
