package io.nodebus.autoscaler;

import io.nodebus.autoscaler.fleet.Fleet;
import io.nodebus.autoscaler.settings.AutoscalerSettings;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// svc-autoscaler alone in virtual time: the test is everybody else.
final class World {
    private static final String SERVICE = "autoscaler";
    private static final Duration A_BEAT = Duration.ofSeconds(10);

    private final VirtualTime time = new VirtualTime();
    private final Consumer<Heard<?>> says;
    private final Map<String, Long> seqs = new HashMap<>();
    private final Set<String> alive = new LinkedHashSet<>();
    private final Tap tap = new Tap();
    private MemoryBus memory;
    private long epoch;
    private DecisionLoop<Fleet> loop;

    /// @param says is given every record the autoscaler says
    World(Consumer<Heard<?>> says) {
        this.says = says;
        memory = empty();
        loop = begin();
    }

    private MemoryBus empty() {
        var bus = new MemoryBus(4, time);
        bus.hear(
                Set.of(
                        Bus.Ear.all(PodPlacement.TOPIC),
                        Bus.Ear.all(PodBound.TOPIC),
                        Bus.Ear.all(PodState.TOPIC),
                        Bus.Ear.all(NodeHealth.TOPIC),
                        Bus.Ear.all(NodeState.TOPIC),
                        Bus.Ear.all(RouteState.TOPIC),
                        Bus.Ear.all(DecisionRecord.PODS),
                        Bus.Ear.all(DecisionRecord.SCALING)),
                Topics.listener(heard -> {
                    if (heard.stamp() instanceof ByLeader(var service, _, _)
                            && service.equals(SERVICE)) {
                        says.accept(heard);
                    }
                }));
        return bus;
    }

    private DecisionLoop<Fleet> begin() {
        epoch++;
        var begun = Autoscaler.loop(tap, stamps(), AutoscalerSettings.DEFAULT);
        begun.begin(time);
        time.settle();
        return begun;
    }

    private Stamps stamps() {
        var leads = epoch;
        return () -> new ByLeader(SERVICE, leads, seq(SERVICE + leads));
    }

    private long seq(String writer) {
        return seqs.merge(writer, 1L, Long::sum);
    }

    /// Another instance takes over: it knows nothing but what is on the topics.
    void takeOver() {
        loop.stop();
        loop = begin();
    }

    /// The bus says which plane it is.
    void plane(String id) {
        tap.plane(id);
    }

    /// The brokers' disks are lost, and others answer. The same instance leads again.
    void wipe(String plane, Runnable meanwhile) {
        memory = empty();
        meanwhile.run();
        epoch++;
        tap.becomes(plane);
        loop.lead(stamps());
        time.settle();
    }

    <M> void api(Topic<M> topic, String key, Optional<M> message) {
        say(topic, key, message, new ByLeader("api", 1, seq("api")));
    }

    <M> void node(String nodeUid, Topic<M> topic, String key, Optional<M> message) {
        say(topic, key, message, new Stamp.ByNode(nodeUid, 1, seq(nodeUid)));
    }

    private <M> void say(Topic<M> topic, String key, Optional<M> message, Stamp stamp) {
        memory.say(List.of(new Said<>(topic, key, message, stamp, time.now().wall(), "/the/test")));
        time.settle();
    }

    /// From now on this life of a node beats every 10 s.
    void alive(String node, String nodeUid) {
        if (alive.add(node + "/" + nodeUid)) {
            beatOn(node, nodeUid);
        }
    }

    void silent(String node, String nodeUid) {
        alive.remove(node + "/" + nodeUid);
    }

    private void beatOn(String node, String nodeUid) {
        if (alive.contains(node + "/" + nodeUid)) {
            beat(node, nodeUid);
            time.after(A_BEAT, () -> beatOn(node, nodeUid));
        }
    }

    private void beat(String node, String nodeUid) {
        memory.say(
                List.of(
                        new Said<>(
                                NodeHeartbeat.TOPIC,
                                node,
                                Optional.of(new NodeHeartbeat.Beat(nodeUid)),
                                new Stamp.ByNode(nodeUid, 1, seq(nodeUid)),
                                time.now().wall(),
                                "/the/test")));
    }

    void pass(Duration duration) {
        time.pass(duration);
    }

    VirtualTime time() {
        return time;
    }

    void busGoesAway() {
        tap.tell(new BusState.Away(time.now()));
    }

    void busComesBack() {
        tap.tell(new BusState.Back(time.now()));
    }

    /// The loop's way to the bus. While the bus is away nothing comes through.
    private final class Tap implements Bus {
        private final List<Listener> listeners = new ArrayList<>();
        private Optional<PlaneIdentity> plane = Optional.empty();
        private boolean away;

        @Override
        public Future<Void> say(List<Said<?>> records) {
            return memory.say(records);
        }

        @Override
        public Future<Hearing> hear(Set<Ear> ears, Listener listener) {
            if (ears.contains(Ear.all(NodeHeartbeat.TOPIC))) {
                listeners.add(listener);
                plane.ifPresent(it -> listener.plane(new PlaneSeen(it, false, time.now())));
            }
            return memory.hear(ears, new Through(listener));
        }

        @Override
        public int partitions() {
            return memory.partitions();
        }

        /// Whoever begins to hear is told so first.
        void becomes(String id) {
            plane = Optional.of(new PlaneIdentity(id, id, 4, Map.of()));
        }

        void plane(String id) {
            becomes(id);
            plane.ifPresent(it -> listeners.getLast().plane(new PlaneSeen(it, false, time.now())));
            time.settle();
        }

        void tell(BusState state) {
            away = state instanceof BusState.Away;
            listeners.getLast().bus(state);
            time.settle();
        }

        /// Heartbeats said while the bus is away are lost to the hearer.
        private final class Through implements Listener {
            private final Listener listener;

            Through(Listener listener) {
                this.listener = listener;
            }

            @Override
            public Future<?> heard(Heard<?> heard) {
                return away && heard.topic().equals(NodeHeartbeat.TOPIC)
                        ? Future.succeededFuture()
                        : listener.heard(heard);
            }

            @Override
            public Future<?> overtaken(Heard<?> older) {
                return listener.overtaken(older);
            }

            @Override
            public Future<?> caughtUp(CaughtUp caughtUp) {
                return listener.caughtUp(caughtUp);
            }

            @Override
            public Future<?> missing(Missing<?> missing) {
                return listener.missing(missing);
            }

            @Override
            public Future<?> bus(BusState state) {
                return listener.bus(state);
            }

            @Override
            public Future<?> plane(PlaneSeen plane) {
                return listener.plane(plane);
            }
        }
    }
}
