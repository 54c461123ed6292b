package io.nodebus.autoscaler;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What is on topics, and somebody who only listens.
final class Topics {
    static final List<Topic<?>> STATE =
            List.of(
                    PodDesired.TOPIC,
                    PodPlacement.TOPIC,
                    PodBound.TOPIC,
                    PodState.TOPIC,
                    NodeDesired.TOPIC,
                    NodeState.TOPIC,
                    NodeHealth.TOPIC);

    private Topics() {}

    /// The newest message of each key.
    static <M> SequencedMap<String, M> newest(MemoryBus bus, Topic<M> topic) {
        var newest = new TreeMap<String, M>();
        Map<String, Said<M>> last = new TreeMap<>();
        for (var said : bus.records(topic)) {
            var before = last.get(said.key());
            if (before == null || said.stamp().replaces(before.stamp())) {
                last.put(said.key(), said);
            }
        }
        last.forEach((key, said) -> said.message().ifPresent(message -> newest.put(key, message)));
        return newest;
    }

    /// What a map has for a key that must be there.
    static <V> V known(Map<String, V> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    /// Name to uid of what is bound to a node.
    static Map<String, String> uids(Map<String, PodBound> bound, String node) {
        var uids = new TreeMap<String, String>();
        bound.forEach((key, message) -> {
            if (key.startsWith(node + "/")) {
                uids.put(key.substring(node.length() + 1), message.pod().uid());
            }
        });
        return uids;
    }

    static Map<String, String> uidsOf(Map<String, PodState> pods) {
        var uids = new TreeMap<String, String>();
        pods.forEach((key, state) -> uids.put(key, state.uid()));
        return uids;
    }

    static Bus.Listener listener(Consumer<Heard<?>> hears) {
        return new Bus.Listener() {
            @Override
            public Future<?> heard(Heard<?> heard) {
                hears.accept(heard);
                return Future.succeededFuture();
            }
        };
    }
}
