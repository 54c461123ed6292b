package io.nodebus.bus.loop;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.node.RouteState.Route;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A memory bus in virtual time, and what tests of loops do on it.
final class LoopWorld {
    final VirtualTime time = new VirtualTime();
    final MemoryBus bus = new MemoryBus(4, time);
    final List<String> faults = new ArrayList<>();

    final FaultHandler faultHandler =
            new FaultHandler() {
                @Override
                public void quarantined(String what, Throwable cause) {
                    faults.add("quarantined: " + cause.getMessage());
                }

                @Override
                public void stopped(String what, Throwable cause) {
                    faults.add("stopped: " + cause.getMessage());
                }
            };

    static Stamps stamps(long epoch) {
        var seq = new long[1];
        return () -> new Stamp.ByLeader("test", epoch, ++seq[0]);
    }

    /// Says a route, in the first life of its node.
    void route(String node, String address) {
        route(node, address, new Stamp.ByNode("uid-" + node, 1, time.now().since().toMillis()));
    }

    void route(String node, String address, Stamp stamp) {
        say(
                RouteState.TOPIC,
                node,
                Optional.of(new Route("uid-" + node, address, List.of())),
                stamp);
    }

    <M> void say(Topic<M> topic, String key, Optional<M> message, Stamp stamp) {
        bus.say(List.of(new Said<>(topic, key, message, stamp, time.now().wall(), "/tests")));
    }

    /// What is on a topic now, by key. Tombstoned keys are left out.
    <M> Map<String, M> onTopic(Topic<M> topic) {
        var found = new TreeMap<String, M>();
        bus.hear(Set.of(Bus.Ear.all(topic)), new Snapshot<>(found));
        time.settle();
        return found;
    }

    private record Snapshot<M>(Map<String, M> found) implements Bus.Listener {
        @Override
        @SuppressWarnings("unchecked") // the ear is of this topic
        public Future<?> heard(Heard<?> heard) {
            heard.message()
                    .ifPresentOrElse(
                            message -> found.put(heard.key(), (M) message),
                            () -> found.remove(heard.key()));
            return Future.succeededFuture();
        }
    }
}
