package io.nodebus.api.view;

import io.nodebus.api.view.Seen.Versions;
import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodDesired.Wanted;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.pod.PodState.Gone;
import io.nodebus.contracts.pod.PodState.Observed;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// The four topics of pods, joined by uid. Confined to its view.
public final class Pods {
    private final Map<String, Read<Wanted>> desired = new TreeMap<>();

    /// By uid.
    private final Map<String, String> keys = new HashMap<>();

    private final Map<String, Read<PodPlacement>> placements = new TreeMap<>();

    /// By `namespace/name`, then by node: a moved or forced pod can be on two for a while.
    private final Map<String, SortedMap<String, Read<PodState>>> states = new TreeMap<>();

    private final Map<String, SortedMap<String, PodBound>> bound = new TreeMap<>();

    Pods() {}

    /// A key of a node-scoped topic, taken apart.
    record NodeKey(String node, String pod) {
        static NodeKey of(String key) {
            var slash = key.indexOf('/');
            return new NodeKey(key.substring(0, slash), key.substring(slash + 1));
        }
    }

    void desired(Heard<PodDesired> heard) {
        desired(heard.key()).ifPresent(was -> keys.remove(was.message().pod().uid()));
        heard.message().ifPresent(message -> keys.put(message.pod().uid(), heard.key()));
        heard.message()
                .ifPresentOrElse(
                        message ->
                                desired.put(
                                        heard.key(),
                                        switch (message) {
                                            case Wanted wanted -> Read.of(heard, wanted);
                                        }),
                        () -> desired.remove(heard.key()));
    }

    void placement(Heard<PodPlacement> heard) {
        heard.message()
                .ifPresentOrElse(
                        message -> placements.put(heard.key(), Read.of(heard, message)),
                        () -> placements.remove(heard.key()));
    }

    void state(Heard<PodState> heard) {
        keep(states, heard.key(), heard.message().map(message -> Read.of(heard, message)));
    }

    void bound(Heard<PodBound> heard) {
        keep(bound, heard.key(), heard.message());
    }

    private static <T> void keep(
            Map<String, SortedMap<String, T>> map, String nodeKey, Optional<T> value) {
        var key = NodeKey.of(nodeKey);
        var ofPod = map.computeIfAbsent(key.pod(), _ -> new TreeMap<>());
        value.ifPresentOrElse(v -> ofPod.put(key.node(), v), () -> ofPod.remove(key.node()));
        if (ofPod.isEmpty()) {
            map.remove(key.pod());
        }
    }

    void forgetPlacement(String pod) {
        placements.remove(pod);
    }

    void forgetState(String nodeKey) {
        keep(states, nodeKey, Optional.empty());
    }

    public Optional<Read<Wanted>> desired(String pod) {
        return Optional.ofNullable(desired.get(pod));
    }

    /// The name of the pod of this uid.
    Optional<String> name(String uid) {
        return Optional.ofNullable(keys.get(uid))
                .flatMap(this::desired)
                .flatMap(read -> read.message().pod().metadata().name());
    }

    public Collection<Read<Wanted>> desired() {
        return desired.values();
    }

    public Optional<Read<PodPlacement>> placement(String pod) {
        return Optional.ofNullable(placements.get(pod));
    }

    /// What nodes say of a pod of this name, of whatever uid.
    public SortedMap<String, Read<PodState>> states(String pod) {
        return states.getOrDefault(pod, new TreeMap<>());
    }

    /// The nodes that are to run a pod of this name, of whatever uid.
    public SortedMap<String, PodBound> bound(String pod) {
        return bound.getOrDefault(pod, new TreeMap<>());
    }

    /// What a node is to run: `namespace/name` to record.
    public SortedMap<String, PodBound> boundTo(String node) {
        var ofNode = new TreeMap<String, PodBound>();
        bound.forEach((pod, nodes) ->
                Optional.ofNullable(nodes.get(node)).ifPresent(there -> ofNode.put(pod, there)));
        return ofNode;
    }

    /// The nodes that are to run anything.
    public Set<String> boundNodes() {
        var nodes = new TreeSet<String>();
        bound.values().forEach(ofPod -> nodes.addAll(ofPod.keySet()));
        return nodes;
    }

    /// Pods that are placed on a node.
    Set<String> on(String node) {
        var pods = new TreeSet<String>();
        desired.keySet()
                .forEach(pod ->
                        seen(pod, _ -> Optional.empty(), Optional.empty())
                                .flatMap(PodSeen::node)
                                .filter(node::equals)
                                .ifPresent(_ -> pods.add(pod)));
        return pods;
    }

    /// What its node says of the pod of this uid.
    public Optional<Read<PodState>> state(String pod, String uid) {
        return states(pod).values().stream()
                .filter(read -> read.message().uid().equals(uid))
                .findFirst();
    }

    /// The pod as people see it.
    ///
    /// @param before as they saw it last
    Optional<PodSeen> seen(
            String pod, Function<String, Optional<Judged>> health, Optional<PodSeen> before) {
        return desired(pod).map(read -> joined(pod, read, health, before));
    }

    private PodSeen joined(
            String pod,
            Read<Wanted> read,
            Function<String, Optional<Judged>> health,
            Optional<PodSeen> before) {
        var uid = read.message().pod().uid();
        var last = before.filter(was -> was.uid().equals(uid));
        var placement = placement(pod).filter(placed -> placed.message().uid().equals(uid));
        var state = state(pod, uid);
        var joined =
                new PodSeen(
                        read.message(),
                        placement.map(Read::message),
                        placement.map(Read::said),
                        state.flatMap(said -> observed(said.message(), last)),
                        Optional.empty(),
                        read.said(),
                        Versions.NONE);
        var judged = joined.judged(joined.node().flatMap(health));
        return judged.dated(last, state.map(Read::said));
    }

    /// A pod that is gone is shown as it was last, until its name is free.
    private static Optional<Observed> observed(PodState state, Optional<PodSeen> last) {
        return switch (state) {
            case Observed seen -> Optional.of(seen);
            case Gone _ -> last.flatMap(PodSeen::observed);
        };
    }
}
