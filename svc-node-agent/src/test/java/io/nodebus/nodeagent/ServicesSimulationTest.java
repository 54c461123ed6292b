package io.nodebus.nodeagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.hostile.Evil;
import io.nodebus.bus.hostile.Hostility;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Heads, slices, ends and own pods come in any order, the kernel refuses and fails and is flushed,
/// the agent is killed: when it is quiet the kernel has what it would have from nothing. One seed,
/// one story: run a failing seed alone to see it again.
class ServicesSimulationTest {
    private static final long SEEDS = 20;

    /// `-Dseed=N` tells one story, `-Dseeds=N` so many.
    static LongStream seeds() {
        var one = Long.getLong("seed");
        return one == null ? LongStream.range(0, Long.getLong("seeds", SEEDS)) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverHappensTheKernelEndsAsFromNothing(long seed) {
        var random = new Random(seed);
        tells(new SimulatedServices(random, Optional.empty()), random);
    }

    /// The same on a bus with an enemy that takes away nothing it promised to keep (design §9).
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdsOnAHostileBusToo(long seed) {
        var random = new Random(seed);
        var hostility = Hostility.all(seed).without(Evil.TRUNCATION, Evil.WIPE);
        tells(new SimulatedServices(random, Optional.of(hostility)), random);
    }

    private static void tells(SimulatedServices node, Random random) {
        // A topic that had nothing left would end nothing.
        node.rule("default/s9");
        node.start();
        for (var step = 0; step < 120; step++) {
            happens(node, random);
            node.pass(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 3000 : 30)));
            if (!node.isAlive() && random.nextInt(3) > 0) {
                node.start();
            }
        }
        node.quiet();
        node.netfilter.fail(Optional.empty());
        for (var service = 0; service < 6; service++) {
            node.netfilter.refuse("default/s" + service + "/tcp-80/ipv4", Optional.empty());
        }
        if (!node.isAlive()) {
            node.start();
        }
        // Longer than any back-off, and than what is absent is waited for, twice.
        node.pass(Duration.ofMinutes(35));
        assertEquals(node.fromNothing(), node.netfilter.kernel());
        assertTrue(node.applied.containsKey("default/s9"), "nothing was ever told");
    }

    private static void happens(SimulatedServices node, Random random) {
        var service = "default/s" + random.nextInt(6);
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> node.rule(service);
            case 4, 5, 6 -> node.change(service);
            case 7 -> node.end(service);
            case 8, 9, 10 -> node.pod(random.nextInt(6));
            case 11 -> node.kill();
            case 12 ->
                    node.netfilter.refuse(
                            service + "/tcp-80/ipv4",
                            Optional.of("File exists").filter(_ -> random.nextBoolean()));
            case 13 ->
                    node.netfilter.fail(
                            Optional.of("no such device").filter(_ -> random.nextBoolean()));
            case 14 -> node.netfilter.flush();
            default -> node.pass(Duration.ofSeconds(random.nextInt(60)));
        }
    }
}
