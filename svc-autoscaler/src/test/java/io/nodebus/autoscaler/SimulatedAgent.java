package io.nodebus.autoscaler;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodBound.Bound;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// As much of a node as svc-autoscaler can see: it does what it is told after a while, says so, and
/// can be cut off or lose its disk.
final class SimulatedAgent {
    private static final Duration A_BEAT = Duration.ofSeconds(10);
    private static final int SLOWEST_MILLIS = 3000;

    private final String node;
    private final String nodeUid;
    private final List<String> options;
    private final VirtualTime time;
    private final MemoryBus bus;
    private final Random random;
    private final Map<String, Bound> told = new TreeMap<>();
    private final Map<String, PodState> pods = new TreeMap<>();
    private long boot;
    private long seq;
    private boolean runtimeReady = true;
    private Optional<Instant> approvedAt = Optional.empty();
    private Optional<Bus.Hearing> hearing = Optional.empty();

    SimulatedAgent(
            String node,
            String nodeUid,
            List<String> options,
            VirtualTime time,
            MemoryBus bus,
            Random random) {
        this.node = node;
        this.nodeUid = nodeUid;
        this.options = options;
        this.time = time;
        this.bus = bus;
        this.random = random;
    }

    String node() {
        return node;
    }

    String nodeUid() {
        return nodeUid;
    }

    boolean isOn() {
        return hearing.isPresent();
    }

    boolean isRuntimeReady() {
        return runtimeReady;
    }

    /// The pods that are there, by name: running, or ended and not yet forgotten.
    Map<String, PodState> pods() {
        return pods;
    }

    /// Starts, or starts again with what its journal kept. It says its states again.
    void on() {
        if (isOn()) {
            return;
        }
        boot++;
        seq = 0;
        register();
        pods.forEach(
                (key, state) -> say(PodState.TOPIC, PodState.key(node, key), Optional.of(state)));
        hearing =
                Optional.of(
                        bus.hear(
                                        Set.of(
                                                Bus.Ear.ofNode(PodBound.TOPIC, node),
                                                Bus.Ear.ofNode(NodeDesired.TOPIC, node)),
                                        Topics.listener(this::heard))
                                .result());
        beatOn(boot);
    }

    /// A power cut, or a cut cable.
    void off() {
        hearing.ifPresent(Bus.Hearing::stop);
        hearing = Optional.empty();
    }

    void runtimeReady(boolean ready) {
        runtimeReady = ready;
        if (isOn()) {
            register();
        }
    }

    private void register() {
        var all = new ArrayList<>(options);
        if (!runtimeReady) {
            all.add("runtime=Stopped");
        }
        say(NodeState.TOPIC, node, Optional.of(Things.registered(nodeUid, all)));
    }

    private void beatOn(long ofBoot) {
        if (isOn() && boot == ofBoot) {
            say(NodeHeartbeat.TOPIC, node, Optional.of(new NodeHeartbeat.Beat(nodeUid)));
            time.after(A_BEAT, () -> beatOn(ofBoot));
        }
    }

    private void heard(Heard<?> heard) {
        if (heard.topic().equals(NodeDesired.TOPIC)) {
            heard.message().ifPresent(desired -> approved((Approved) desired));
            return;
        }
        var key = heard.key().substring(node.length() + 1);
        if (heard.message().isEmpty()) {
            told.remove(key);
            later(() -> !told.containsKey(key), () -> forget(key));
        } else if (heard.message().get() instanceof Bound bound
                && bound.nodeUid().equals(nodeUid)) {
            told.put(key, bound);
            later(() -> bound.equals(told.get(key)), () -> obey(key, bound));
        }
    }

    /// A node that people removed ends everything; so does one that they removed and took in anew
    /// while it was away.
    private void approved(Approved desired) {
        if (!desired.nodeUid().equals(nodeUid)) {
            return;
        }
        var isAnew = approvedAt.filter(at -> !at.equals(desired.createdAt())).isPresent();
        if (desired.deletion().isPresent() || isAnew) {
            told.clear();
            List.copyOf(pods.keySet()).forEach(this::drop);
        }
        approvedAt = Optional.of(desired.createdAt());
    }

    private void later(BooleanSupplier holds, Runnable act) {
        var ofBoot = boot;
        time.after(
                Duration.ofNanos(random.nextLong(SLOWEST_MILLIS * 1_000_000L)),
                () -> {
                    if (isOn() && boot == ofBoot && holds.getAsBoolean()) {
                        act.run();
                    }
                });
    }

    private void obey(String key, Bound bound) {
        var uid = bound.pod().uid();
        var before = Optional.ofNullable(pods.get(key)).filter(state -> state.uid().equals(uid));
        if (bound.deletion().isPresent()) {
            be(key, Things.gone(uid, nodeUid, time.now().wall()));
        } else if (before.isEmpty()) {
            be(key, Things.observed(uid, nodeUid, PodPhase.Running));
        }
    }

    private void forget(String key) {
        if (pods.get(key) instanceof PodState.Gone) {
            drop(key);
        }
    }

    private void drop(String key) {
        pods.remove(key);
        say(PodState.TOPIC, PodState.key(node, key), Optional.<PodState>empty());
    }

    /// A pod ends by itself.
    void end(String key) {
        if (isOn()
                && pods.get(key) instanceof PodState.Observed running
                && !running.phase().isTerminal()) {
            be(key, Things.observed(running.uid(), nodeUid, PodPhase.Succeeded));
        }
    }

    private void be(String key, PodState state) {
        pods.put(key, state);
        say(PodState.TOPIC, PodState.key(node, key), Optional.of(state));
    }

    private <M> void say(Topic<M> topic, String key, Optional<M> message) {
        bus.say(
                List.of(
                        new Said<>(
                                topic,
                                key,
                                message,
                                new Stamp.ByNode(nodeUid, boot, ++seq),
                                time.now().wall(),
                                "/nodes/" + node)));
    }
}
