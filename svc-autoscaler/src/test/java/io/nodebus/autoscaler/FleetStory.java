package io.nodebus.autoscaler;

import static io.nodebus.autoscaler.Topics.known;

import io.nodebus.autoscaler.SimulatedApi.Request.Change;
import io.nodebus.autoscaler.SimulatedApi.Request.Create;
import io.nodebus.autoscaler.SimulatedApi.Request.Delete;
import io.nodebus.autoscaler.fleet.Fleet;
import io.nodebus.autoscaler.settings.AutoscalerSettings;
import io.nodebus.bus.Stamps;
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

/// A small fleet in which everything happens at random.
final class FleetStory {
    private static final int STEPS = 120;
    private static final int NAMES = 25;
    private static final int NODES = 5;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(12);

    private final VirtualTime time;
    private final MemoryBus bus;
    private final Random random;
    private final Takeover takeover;
    private final Watcher watcher;
    private final SimulatedApi api;
    private final Map<String, SimulatedAgent> agents = new TreeMap<>();
    private DecisionLoop<Fleet> loop;
    private long epoch;
    private long lives;

    /// Who decides after a takeover.
    enum Takeover {
        /// Another process, which knows nothing but what is on the topics.
        BY_ANOTHER,

        /// The same one, elected again.
        BY_THE_SAME
    }

    /// @param inOrder everybody hears everything in the order it was said
    FleetStory(long seed, VirtualTime time, MemoryBus bus, boolean inOrder, Takeover takeover) {
        this.time = time;
        this.bus = bus;
        this.takeover = takeover;
        random = new Random(seed);
        watcher = new Watcher(bus, inOrder);
        api = new SimulatedApi(time, bus);
        loop = begin();
        for (var n = 1; n <= NODES; n++) {
            power("n" + n);
        }
    }

    void happens() {
        var sandboxes = new Sandboxes();
        for (var step = 0; step < STEPS; step++) {
            if (random.nextInt(20) == 0) {
                takeOver();
            } else {
                happen();
            }
            time.pass(Duration.ofNanos(random.nextLong(20_000_000_000L)));
            if (random.nextInt(10) == 0) {
                time.pass(Duration.ofMinutes(random.nextInt(6)));
            }
            sandboxes.look(agents.values(), api);
        }
    }

    /// Nothing happens for a while, and the bus is as it should be.
    void isQuietAndConverges() {
        bus.rests();
        time.pass(LONG_ENOUGH);
        watcher.assertQuiet(api, agents, bus);
    }

    private DecisionLoop<Fleet> begin() {
        var begun = Autoscaler.loop(bus, stamps(), AutoscalerSettings.DEFAULT);
        begun.begin(time);
        time.settle();
        return begun;
    }

    private Stamps stamps() {
        var seq = new AtomicLong();
        var leads = ++epoch;
        return () -> new ByLeader("autoscaler", leads, seq.incrementAndGet());
    }

    private void takeOver() {
        switch (takeover) {
            case BY_ANOTHER -> {
                loop.stop();
                loop = begin();
            }
            case BY_THE_SAME -> loop.lead(stamps());
        }
    }

    private void happen() {
        var name = "default/p" + random.nextInt(NAMES);
        var node = "n" + (1 + random.nextInt(NODES));
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> api.ask(new Create(name, pod()));
            case 5, 6 -> api.ask(new Delete(name, "Asked"));
            case 7 -> api.ask(new Delete(name, "Forced"));
            case 8, 9 -> known(agents, node).end(name);
            case 10 -> known(agents, node).off();
            case 11 -> known(agents, node).on();
            case 12 -> known(agents, node).runtimeReady(random.nextBoolean());
            case 13 -> api.ask(new Change(node, wishes()));
            case 14 -> power(node);
            default -> {
                if (random.nextInt(4) == 0) {
                    api.ask(new Change(node, List.of("removed")));
                }
            }
        }
        time.settle();
    }

    /// A machine with an empty disk takes the name.
    private void power(String node) {
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

    private List<String> pod() {
        var options = new ArrayList<String>();
        if (random.nextInt(3) > 0) {
            options.add("cpu=%d00m".formatted(1 + random.nextInt(12)));
        }
        if (random.nextInt(4) == 0) {
            options.add("tolerate=dedicated");
        }
        return options;
    }

    private List<String> wishes() {
        return switch (random.nextInt(4)) {
            case 0 -> List.of("cordoned");
            case 1 -> List.of("taint=dedicated=gpu:NoSchedule");
            default -> List.of();
        };
    }
}
