package io.nodebus.proxyrules;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.proxyrules.fleet.Known;
import io.nodebus.proxyrules.settings.ProxyRulesSettings;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// svc-proxy-rules alone in virtual time: the test is everybody else.
final class World {
    private static final String SERVICE = "proxy-rules";
    private static final ProxyRulesSettings SETTINGS =
            new ProxyRulesSettings(Duration.ofMillis(20), Duration.ofSeconds(1));

    private final VirtualTime time = new VirtualTime();
    private final MemoryBus memory = new MemoryBus(4, time);
    private final Tap tap = new Tap();
    private final Map<String, Long> seqs = new HashMap<>();
    private long epoch;
    private DecisionLoop<Known> loop;

    /// @param says is given every record the service says
    World(Consumer<Heard<?>> says) {
        memory.hear(
                Set.of(
                        Bus.Ear.all(RuleState.TOPIC),
                        Bus.Ear.all(NameState.TOPIC),
                        Bus.Ear.all(DecisionRecord.RULES)),
                listener(says));
        loop = begin();
    }

    private static Bus.Listener listener(Consumer<Heard<?>> says) {
        return new Bus.Listener() {
            @Override
            public Future<?> heard(Heard<?> heard) {
                if (heard.stamp() instanceof ByLeader(var service, _, _)
                        && service.equals(SERVICE)) {
                    says.accept(heard);
                }
                return Future.succeededFuture();
            }
        };
    }

    private DecisionLoop<Known> begin() {
        epoch++;
        var leads = epoch;
        Stamps stamps = () -> new ByLeader(SERVICE, leads, seq(SERVICE + leads));
        var begun = ProxyRules.loop(tap, stamps, SETTINGS);
        begun.begin(time);
        time.settle();
        return begun;
    }

    private long seq(String writer) {
        return seqs.merge(writer, 1L, Long::sum);
    }

    /// Another instance takes over: it knows nothing but what is on the topics.
    void takeOver() {
        loop.stop();
        loop = begin();
    }

    /// A topic loses all its records, as after a truncation.
    void lose(Topic<?> topic) {
        memory.records(topic).forEach(record -> memory.lose(topic, record.key()));
    }

    /// One record is lost without a tombstone.
    void lose(Topic<?> topic, String key) {
        memory.lose(topic, key);
    }

    /// What compaction would leave of a topic.
    <M> SequencedMap<String, M> newest(Topic<M> topic) {
        var newest = new TreeMap<String, M>();
        for (var record : memory.records(topic)) {
            record.message()
                    .ifPresentOrElse(
                            message -> newest.put(record.key(), message),
                            () -> newest.remove(record.key()));
        }
        return newest;
    }

    /// The bus says which plane it is.
    void plane(String id) {
        tap.plane(id);
        time.settle();
    }

    /// The topics are read back, and what differs from what should be there is said.
    void readBack() {
        loop.readBack();
        time.settle();
    }

    <M> void api(Topic<M> topic, String key, Optional<M> message) {
        say(topic, key, message, new ByLeader("api", 1, seq("api")));
    }

    <M> void node(String nodeUid, Topic<M> topic, String key, Optional<M> message) {
        say(topic, key, message, new Stamp.ByNode(nodeUid, 1, seq(nodeUid)));
    }

    <M> void ghost(Topic<M> topic, String key, M message) {
        say(topic, key, Optional.of(message), new ByLeader("an-earlier-life", 1, seq("ghost")));
    }

    private <M> void say(Topic<M> topic, String key, Optional<M> message, Stamp stamp) {
        memory.say(List.of(new Said<>(topic, key, message, stamp, time.now().wall(), "/the/test")));
        time.settle();
    }

    void pass(Duration duration) {
        time.pass(duration);
    }

    VirtualTime time() {
        return time;
    }

    /// The loop's way to the bus, on which the bus can tell which plane it is.
    private final class Tap implements Bus {
        private final List<Listener> listeners = new ArrayList<>();

        @Override
        public Future<Void> say(List<Said<?>> records) {
            return memory.say(records);
        }

        @Override
        public Future<Hearing> hear(Set<Ear> ears, Listener listener) {
            if (ears.contains(Ear.all(ServiceDesired.TOPIC))) {
                listeners.add(listener);
            }
            return memory.hear(ears, listener);
        }

        @Override
        public int partitions() {
            return memory.partitions();
        }

        void plane(String id) {
            var plane = new PlaneIdentity(id, id, partitions(), Map.of());
            listeners.getLast().plane(new PlaneSeen(plane, false, time.now()));
        }
    }
}
