package io.nodebus.nodeagent;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.hostile.Hostility;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.rules.RulesApplied;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.services.KnownServices;
import io.nodebus.nodeagent.services.ServiceOrder;
import io.nodebus.nodeagent.services.Things;
import io.nodebus.nodeagent.services.ThisProxy;
import io.nodebus.nodeagent.simulated.FakeNetfilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The rules of a node whose agent lives and dies many times, on one thread and in virtual time,
/// with the story in the place of svc-proxy-rules and of the node's pods.
final class SimulatedServices {
    static final String NODE = "n1";
    static final String UID = "N";
    private static final int SLICES = 3;

    final VirtualTime time = new VirtualTime();
    final FakeNetfilter netfilter = new FakeNetfilter();
    final Map<String, RulesApplied.Change> applied = new TreeMap<>();
    private final MemoryBus bus;
    private final Random random;
    private final Map<String, RuleState> rules = new TreeMap<>();
    private final Map<String, PodState> pods = new TreeMap<>();
    private final Map<String, Long> generations = new HashMap<>();
    private Optional<Mortal> life = Optional.empty();
    private long boot;
    private long said;

    SimulatedServices(Random random, Optional<Hostility> hostility) {
        this.random = random;
        bus =
                hostility
                        .map(enemy -> new MemoryBus(4, time, enemy))
                        .orElseGet(() -> new MemoryBus(4, time));
        bus.hear(
                Set.of(Bus.Ear.all(RuleState.TOPIC), Bus.Ear.all(PodState.TOPIC)),
                new SaysAnew(this::saysAnew));
    }

    /// Writers own what they said (design law 2).
    private void saysAnew(Heard<?> older) {
        if (older.topic().equals(RuleState.TOPIC)) {
            say(RuleState.TOPIC, older.key(), Optional.ofNullable(rules.get(older.key())));
        } else {
            say(PodState.TOPIC, older.key(), Optional.ofNullable(pods.get(older.key())));
        }
    }

    // --- the agent

    boolean isAlive() {
        return life.isPresent();
    }

    void start() {
        var world = new Mortal(time, bus, () -> {}, this::witness);
        life = Optional.of(world);
        begin(world, ++boot, netfilter);
    }

    void kill() {
        life.ifPresent(Mortal::die);
        life = Optional.empty();
    }

    private void witness(Said<?> record) {
        record.message()
                .ifPresent(message -> {
                    if (message instanceof RulesApplied.Applied done) {
                        done.changes().forEach(change -> applied.put(change.service(), change));
                    }
                });
    }

    private DecisionLoop<KnownServices> begin(Mortal world, long thisBoot, FakeNetfilter kernel) {
        var seq = new long[1];
        var orders = new ServiceOrders(kernel);
        var loop =
                Loops.services(
                        world,
                        () -> new Stamp.ByNode(UID, thisBoot, ++seq[0]),
                        new ThisProxy(NODE, UID, "cluster.local", "fake", true),
                        (order, tell) -> begin(world, orders, order, tell));
        loop.begin(world);
        return loop;
    }

    /// An order takes its time.
    private void begin(
            Mortal world, ServiceOrders orders, ServiceOrder order, Consumer<Object> tell) {
        world.after(
                Duration.ofMillis(random.nextInt(20)), () -> tell.accept(orders.carriedOut(order)));
    }

    void pass(Duration duration) {
        time.pass(duration);
    }

    /// What the kernel of a node would have that hears everything there is now, for the first time.
    Map<String, PortPlan> fromNothing() {
        var kernel = new FakeNetfilter();
        var world = new Mortal(time, bus, () -> {}, _ -> {});
        begin(world, 1_000, kernel);
        time.pass(Duration.ofMinutes(1));
        world.die();
        return kernel.kernel();
    }

    void quiet() {
        bus.rests();
    }

    // --- svc-proxy-rules

    /// Everything about a Service is said anew: some slices, and the head that closes them.
    void rule(String service) {
        var prefix = prefix(service);
        var named = new ArrayList<String>();
        for (var slice = 0; slice < 1 + random.nextInt(SLICES); slice++) {
            named.add(slice + "@" + slice(prefix, slice));
        }
        say(
                RuleState.headKey(prefix),
                Optional.of(
                        Things.head(
                                prefix,
                                List.of(
                                        "10.96.0." + (1 + service.charAt(service.length() - 1)),
                                        "internal=" + (random.nextBoolean() ? "Local" : "Cluster"),
                                        "slices=" + String.join(",", named)))));
    }

    /// One slice is said, in its own time: perhaps never.
    private long slice(String prefix, int number) {
        var key = RuleState.sliceKey(prefix, number);
        var before = rules.get(key);
        if (before instanceof RuleState.Slice slice && random.nextBoolean()) {
            return slice.generation();
        }
        var generation = generations.merge(key, 1L, Long::sum);
        say(key, Optional.of(new RuleState.Slice(generation, endpoints(number))));
        return generation;
    }

    private List<RuleEndpoint> endpoints(int slice) {
        var endpoints = new ArrayList<RuleEndpoint>();
        for (var pod = 0; pod < random.nextInt(4); pod++) {
            var node = 1 + random.nextInt(2);
            endpoints.add(
                    Things.slice(
                                    List.of(
                                            "1",
                                            "10.64.%d.%d:80/n%d/n%d-p%d%s"
                                                    .formatted(
                                                            node,
                                                            10 * slice + pod,
                                                            node,
                                                            node,
                                                            random.nextInt(6),
                                                            random.nextInt(4) == 0 ? "/down" : "")))
                            .endpoints()
                            .getFirst());
        }
        return endpoints;
    }

    /// One slice of a Service changes, if it has it.
    void change(String service) {
        var key = RuleState.sliceKey(prefix(service), random.nextInt(SLICES));
        if (rules.containsKey(key)) {
            say(
                    key,
                    Optional.of(
                            new RuleState.Slice(
                                    generations.merge(key, 1L, Long::sum), endpoints(0))));
        }
    }

    void end(String service) {
        var keys = new ArrayList<>(rules.keySet());
        keys.removeIf(key -> !key.startsWith(prefix(service) + "/"));
        Collections.shuffle(keys, random);
        keys.forEach(key -> say(key, Optional.empty()));
    }

    private static String prefix(String service) {
        return RuleState.prefix(service, "tcp-80", IpFamily.IPv4);
    }

    private void say(String key, Optional<RuleState> record) {
        record.ifPresentOrElse(it -> rules.put(key, it), () -> rules.remove(key));
        say(RuleState.TOPIC, key, record);
    }

    // --- the node's pods

    void pod(int number) {
        var key = PodState.key(NODE, "default/p" + number);
        var uid = "n1-p" + number;
        PodState state =
                random.nextInt(4) == 0
                        ? new PodState.Gone(
                                uid, UID, time.now().wall(), Because.of("Deleted", "as told"))
                        : Things.pod(
                                UID,
                                List.of(
                                        uid,
                                        random.nextInt(5) == 0
                                                ? ""
                                                : "10.64.1." + (100 + random.nextInt(100)),
                                        random.nextInt(3) == 0 ? "" : "ready",
                                        random.nextInt(4) == 0 ? "terminating" : ""));
        pods.put(key, state);
        say(PodState.TOPIC, key, Optional.of(state));
    }

    private <M> void say(Topic<M> topic, String key, Optional<M> message) {
        bus.say(
                List.of(
                        new Said<>(
                                topic,
                                key,
                                message,
                                new Stamp.ByLeader("fleet", 1, ++said),
                                time.now().wall(),
                                "/fleet")));
    }
}
