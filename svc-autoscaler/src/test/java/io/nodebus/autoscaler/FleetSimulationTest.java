package io.nodebus.autoscaler;

import static io.nodebus.autoscaler.Topics.known;

import io.nodebus.autoscaler.SimulatedApi.Request.Change;
import io.nodebus.autoscaler.SimulatedApi.Request.Create;
import io.nodebus.autoscaler.SimulatedApi.Request.Delete;
import io.nodebus.autoscaler.fleet.Fleet;
import io.nodebus.autoscaler.settings.AutoscalerSettings;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A small fleet in which everything happens at random. One seed, one story: to see a failing seed
/// again, put it into [#seeds].
class FleetSimulationTest {
    private static final int STEPS = 120;
    private static final int NAMES = 25;
    private static final int NODES = 5;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(12);

    private final VirtualTime time = new VirtualTime();
    private final MemoryBus bus = new MemoryBus(4, time);
    private final Map<String, SimulatedAgent> agents = new TreeMap<>();
    private long epoch;
    private long lives;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("seeds", 20));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bindsOnceWhereItMayAndConvergesWhenQuiet(long seed) {
        var random = new Random(seed);
        var watcher = new Watcher(bus, true);
        var api = new SimulatedApi(time, bus);
        var loop = begin();
        for (var n = 1; n <= NODES; n++) {
            power("n" + n, random);
        }
        for (var step = 0; step < STEPS; step++) {
            if (random.nextInt(20) == 0) {
                loop.stop();
                loop = begin();
            } else {
                happen(random, api);
            }
            time.pass(Duration.ofNanos(random.nextLong(20_000_000_000L)));
            if (random.nextInt(10) == 0) {
                time.pass(Duration.ofMinutes(random.nextInt(6)));
            }
        }
        time.pass(LONG_ENOUGH);
        watcher.assertQuiet(api, agents, bus);
    }

    private DecisionLoop<Fleet> begin() {
        var seq = new AtomicLong();
        var leads = ++epoch;
        var loop =
                Autoscaler.loop(
                        bus,
                        () -> new ByLeader("autoscaler", leads, seq.incrementAndGet()),
                        AutoscalerSettings.DEFAULT);
        loop.begin(time);
        time.settle();
        return loop;
    }

    private void happen(Random random, SimulatedApi api) {
        var name = "default/p" + random.nextInt(NAMES);
        var node = "n" + (1 + random.nextInt(NODES));
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> api.ask(new Create(name, pod(random)));
            case 5, 6 -> api.ask(new Delete(name, "Asked"));
            case 7 -> api.ask(new Delete(name, "Forced"));
            case 8, 9 -> known(agents, node).end(name);
            case 10 -> known(agents, node).off();
            case 11 -> known(agents, node).on();
            case 12 -> known(agents, node).runtimeReady(random.nextBoolean());
            case 13 -> api.ask(new Change(node, wishes(random)));
            case 14 -> power(node, random);
            default -> {
                if (random.nextInt(4) == 0) {
                    api.ask(new Change(node, List.of("removed")));
                }
            }
        }
        time.settle();
    }

    /// A machine with an empty disk takes the name.
    private void power(String node, Random random) {
        var before = agents.get(node);
        if (before != null) {
            before.off();
        }
        var agent =
                new SimulatedAgent(
                        node,
                        "u" + ++lives,
                        List.of(
                                "cpu=" + (1 + random.nextInt(3)),
                                "pods=" + (3 + random.nextInt(4))),
                        time,
                        bus,
                        random);
        agents.put(node, agent);
        agent.on();
        time.settle();
    }

    private static List<String> pod(Random random) {
        var options = new ArrayList<String>();
        if (random.nextInt(3) > 0) {
            options.add("cpu=%d00m".formatted(1 + random.nextInt(12)));
        }
        if (random.nextInt(4) == 0) {
            options.add("tolerate=dedicated");
        }
        return options;
    }

    private static List<String> wishes(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> List.of("cordoned");
            case 1 -> List.of("taint=dedicated=gpu:NoSchedule");
            default -> List.of();
        };
    }
}
