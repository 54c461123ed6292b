package io.nodebus.autoscaler;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodDesired.Wanted;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.topic.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// As much of svc-api as svc-autoscaler can see: what people want, approvals, and the ends of
/// lives.
final class SimulatedApi {
    private final VirtualTime time;
    private final MemoryBus bus;
    private final Map<String, Wanted> pods = new TreeMap<>();
    private final Map<String, Approved> nodes = new TreeMap<>();
    private final Map<String, NodeState> registered = new HashMap<>();
    private final Map<String, Judged> health = new HashMap<>();
    private long seq;
    private long uids;

    SimulatedApi(VirtualTime time, MemoryBus bus) {
        this.time = time;
        this.bus = bus;
        bus.hear(
                Set.of(
                        Bus.Ear.all(PodPlacement.TOPIC),
                        Bus.Ear.all(NodeState.TOPIC),
                        Bus.Ear.all(NodeHealth.TOPIC)),
                Topics.listener(this::heard));
    }

    Map<String, Wanted> pods() {
        return pods;
    }

    Map<String, Approved> nodes() {
        return nodes;
    }

    private void heard(Heard<?> heard) {
        var key = heard.key();
        if (heard.topic().equals(NodeHealth.TOPIC)) {
            heard.message()
                    .ifPresentOrElse(
                            judged -> health.put(key, (Judged) judged), () -> unjudged(key));
            approve(key);
        } else if (heard.topic().equals(NodeState.TOPIC)) {
            heard.message()
                    .ifPresentOrElse(
                            state -> registered.put(key, (NodeState) state),
                            () -> registered.remove(key));
            approve(key);
        } else {
            heard.message()
                    .ifPresentOrElse(
                            placement -> placed(key, (PodPlacement) placement),
                            () -> released(key));
        }
    }

    private void placed(String key, PodPlacement placement) {
        var wanted = pods.get(key);
        if (placement instanceof PodPlacement.Evict(var uid, _, _, _)
                && wanted != null
                && wanted.pod().uid().equals(uid)
                && wanted.deletion().isEmpty()) {
            delete(key, "Evicted");
        }
    }

    private void released(String key) {
        var wanted = pods.get(key);
        if (wanted != null && wanted.deletion().isPresent()) {
            pods.remove(key);
            say(PodDesired.TOPIC, key, Optional.<PodDesired>empty());
        }
    }

    private void unjudged(String node) {
        health.remove(node);
        var approved = nodes.get(node);
        if (approved != null && approved.deletion().isPresent()) {
            nodes.remove(node);
            say(NodeDesired.TOPIC, node, Optional.<NodeDesired>empty());
        }
    }

    /// A new name at once; a new life of a known name when the one before is Lost.
    private void approve(String node) {
        var state = registered.get(node);
        if (state == null) {
            return;
        }
        var approved = nodes.get(node);
        var judged = health.get(node);
        var mayReplace =
                approved != null
                        && approved.deletion().isEmpty()
                        && !approved.nodeUid().equals(state.nodeUid())
                        && judged != null
                        && judged.verdict() == Verdict.Lost;
        if (approved == null || mayReplace) {
            want(node, Things.approved(state.nodeUid(), time.now().wall(), List.of()));
        }
    }

    void want(String node, Approved approved) {
        nodes.put(node, approved);
        say(NodeDesired.TOPIC, node, Optional.of(approved));
    }

    /// Changes what people decided about a node.
    void change(String node, List<String> options) {
        var approved = nodes.get(node);
        if (approved != null && approved.deletion().isEmpty()) {
            want(node, Things.approved(approved.nodeUid(), approved.createdAt(), options));
        }
    }

    /// Refused while a pod of this name is there.
    void create(String key, List<String> options) {
        if (!pods.containsKey(key)) {
            var uid = "uid-" + ++uids;
            want(
                    key,
                    new Wanted(Things.pod(key, uid, time.now().wall(), options), Optional.empty()));
        }
    }

    /// @param reason `Forced` to wait for nobody
    void delete(String key, String reason) {
        var wanted = pods.get(key);
        if (wanted != null) {
            var deletion = Things.deletion(time.now().wall(), reason);
            want(key, new Wanted(wanted.pod(), Optional.of(deletion)));
        }
    }

    private void want(String key, Wanted wanted) {
        pods.put(key, wanted);
        say(PodDesired.TOPIC, key, Optional.of(wanted));
    }

    private <M> void say(Topic<M> topic, String key, Optional<M> message) {
        bus.say(
                List.of(
                        new Said<>(
                                topic,
                                key,
                                message,
                                new ByLeader("api", 1, ++seq),
                                time.now().wall(),
                                "/fleet/api")));
    }
}
