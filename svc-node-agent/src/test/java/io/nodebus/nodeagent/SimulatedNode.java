package io.nodebus.nodeagent;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.hostile.Hostility;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.bus.seal.NodeKey;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.nodeagent.pods.PodOrders;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.simulated.FakeLog;
import io.nodebus.nodeagent.simulated.FakeRuntime;
import io.nodebus.nodeagent.simulated.Pace;
import io.nodebus.nodeagent.simulated.Registry;
import io.nodebus.nodeagent.work.NodeWork;
import io.nodebus.nodeagent.work.PodOrder;
import io.nodebus.nodeagent.work.ThisNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A node whose agent lives and dies many times, on one thread and in virtual time.
final class SimulatedNode {
    static final String NAME = "n1";
    static final String UID = "N";

    final VirtualTime time = new VirtualTime();
    final MemoryBus bus;
    final FakeRuntime runtime;
    final Witness witness;
    final Map<String, Pod> bound = new TreeMap<>();
    final Map<String, Pod> deleted = new TreeMap<>();

    /// Uids of pods whose records vanished. Nobody ordered them to stop, and nobody wants them.
    final Set<String> lost = new TreeSet<>();

    private final Map<String, PodBound> wanted = new HashMap<>();
    private final ThisNode node;
    private final Path folder;
    private final ShakyRuntime shaky;
    private final boolean hostile;
    private final Random random;
    private Optional<Life> life = Optional.empty();
    private int killPercent;
    private long boot;
    private long said;

    private record Life(Mortal world, DecisionLoop<NodeWork> loop, AutoCloseable events) {}

    SimulatedNode(Path folder, Random random) {
        this(folder, random, Optional.empty());
    }

    /// @param hostility of its bus, if that has any
    SimulatedNode(Path folder, Random random, Optional<Hostility> hostility) {
        this.folder = folder;
        this.random = random;
        hostile = hostility.isPresent();
        bus =
                hostility
                        .map(enemy -> new MemoryBus(4, time, enemy))
                        .orElseGet(() -> new MemoryBus(4, time));
        bus.hear(
                Set.of(Bus.Ear.all(PodBound.TOPIC), Bus.Ear.all(NodeDesired.TOPIC)),
                new SaysAnew(this::saysAnew));
        runtime =
                new FakeRuntime(
                        NAME,
                        "10.64.0.0/24",
                        new SharedTime(time),
                        Pace.CONTAINERD,
                        FakeLog.filesUnder(Path.of("/")),
                        Registry.EVERYTHING);
        witness = new Witness(runtime);
        shaky = new ShakyRuntime(runtime, witness, random);
        node =
                new ThisNode(
                        NAME,
                        UID,
                        "192.168.0.11",
                        Map.of("cpu", Quantity.of(64), "pods", Quantity.of(110)),
                        4L << 30,
                        "simulated",
                        folder.toString(),
                        "",
                        Optional.empty());
        approve();
    }

    private void approve() {
        say(
                NodeDesired.TOPIC,
                NAME,
                Optional.of(
                        new NodeDesired.Approved(
                                UID,
                                "node-object",
                                Instant.EPOCH,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                Map.of(),
                                List.of(),
                                false,
                                Optional.empty(),
                                Optional.empty())));
    }

    /// The fleet's writers own what they said (design law 2).
    private void saysAnew(Heard<?> older) {
        if (older.topic().equals(NodeDesired.TOPIC)) {
            approve();
        } else {
            say(PodBound.TOPIC, older.key(), Optional.ofNullable(wanted.get(older.key())));
        }
    }

    // --- the agent

    boolean isAlive() {
        return life.isPresent();
    }

    void start() {
        var seq = new long[1];
        var thisBoot = ++boot;
        var world = new Mortal(time, bus, () -> maybeKill("before saying"), witness::said);
        var asked = shaky.asked();
        var orders =
                new PodOrders(
                        asked, NAME, NodeKey.generate(), folder, step -> maybeKill("at " + step));
        var loop =
                Loops.pods(
                        world,
                        () -> new Stamp.ByNode(UID, thisBoot, ++seq[0]),
                        node,
                        (order, tell) -> begin(world, orders, order, tell));
        loop.begin(world);
        var events = runtime.events(event -> hear(world, loop, event));
        life = Optional.of(new Life(world, loop, events));
    }

    /// An order takes its time, and so does its answer: others overtake it.
    private void begin(Mortal world, PodOrders orders, PodOrder order, Consumer<Object> tell) {
        world.after(
                Duration.ofMillis(random.nextInt(20)),
                () -> {
                    var outcome = orders.carriedOut(order);
                    world.after(Duration.ofMillis(random.nextInt(20)), () -> tell.accept(outcome));
                });
    }

    private static void hear(Mortal world, DecisionLoop<NodeWork> loop, RuntimeEvent event) {
        if (world.isAlive()) {
            var _ = loop.tell(event);
        }
    }

    private void maybeKill(String where) {
        if (random.nextInt(1000) < killPercent * 10) {
            throw new Killed(where);
        }
    }

    void kill() {
        life.ifPresent(it -> {
            it.world().die();
            try {
                it.events().close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        life = Optional.empty();
    }

    /// @param killPercent how often the agent is killed where it can be
    /// @param failPercent how often the runtime fails
    void trouble(int killPercent, int failPercent) {
        this.killPercent = killPercent;
        shaky.shake(failPercent);
    }

    /// Lets time pass; the agent may die on the way.
    void pass(Duration duration) {
        var end = time.now().since().plus(duration);
        while (time.now().since().compareTo(end) < 0) {
            try {
                time.pass(end.minus(time.now().since()));
            } catch (Killed e) {
                kill();
            }
        }
    }

    // --- the fleet

    void bind(Pod pod) {
        bound.put(pod.uid(), pod);
        wants(pod, Optional.of(new PodBound.Bound(UID, pod, Optional.empty())));
    }

    void delete(Pod pod, long graceSeconds) {
        witness.ordered(pod.uid());
        deleted.put(pod.uid(), pod);
        var because = Because.of("Deleted", "the story wants it");
        wants(
                pod,
                Optional.of(
                        new PodBound.Bound(
                                UID,
                                pod,
                                Optional.of(
                                        new Deletion(time.now().wall(), graceSeconds, because)))));
    }

    /// Records of pods that have left go.
    void sweep() {
        for (var pod : List.copyOf(deleted.values())) {
            if (state(pod).filter(it -> it instanceof PodState.Gone).isPresent()) {
                bound.remove(pod.uid());
                deleted.remove(pod.uid());
                wants(pod, Optional.empty());
            }
        }
    }

    /// A record is there once more, behind newer ones: a writer sent it again. Whoever owns the key
    /// hears it and says the newest anew (design law 2).
    void repeat() {
        var records = bus.records(PodBound.TOPIC);
        if (!records.isEmpty()) {
            bus.say(List.of(records.get(random.nextInt(records.size()))));
        }
    }

    /// Only the newest of each key is left, and no tombstone. An enemy does that itself, and leaves
    /// writers the time to say anew what came late.
    void compact() {
        if (hostile) {
            return;
        }
        bus.compact(PodBound.TOPIC);
        bus.compact(PodState.TOPIC);
    }

    /// The record of a pod vanishes and nobody says why.
    void lose(Pod pod) {
        bus.lose(PodBound.TOPIC, PodBound.key(NAME, pod.key()));
        bound.remove(pod.uid());
        deleted.remove(pod.uid());
        wanted.remove(PodBound.key(NAME, pod.key()));
        lost.add(pod.uid());
    }

    Optional<PodState> state(Pod pod) {
        return witness.newest(PodState.key(NAME, pod.key()))
                .filter(it -> it.uid().equals(pod.uid()));
    }

    private void wants(Pod pod, Optional<PodBound> record) {
        var key = PodBound.key(NAME, pod.key());
        record.ifPresentOrElse(it -> wanted.put(key, it), () -> wanted.remove(key));
        say(PodBound.TOPIC, key, record);
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
