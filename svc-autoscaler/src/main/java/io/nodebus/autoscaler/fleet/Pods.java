package io.nodebus.autoscaler.fleet;

import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodBound.Bound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// All pod names and their records. Keeps the nodes' sums of what is asked for.
public final class Pods {
    private final NavigableMap<String, PodRecords> byKey = new TreeMap<>();
    private final NavigableMap<String, NavigableSet<String>> byNode = new TreeMap<>();
    private final NavigableSet<String> touched = new TreeSet<>();
    private final Nodes nodes;
    private final Memory memory;

    Pods(Nodes nodes, Memory memory) {
        this.nodes = nodes;
        this.memory = memory;
    }

    public PodRecords records(String key) {
        return byKey.getOrDefault(key, PodRecords.none(key));
    }

    public SequencedMap<String, PodRecords> all() {
        return Collections.unmodifiableNavigableMap(byKey);
    }

    /// Where a uid is bound, if it ever was: any record that says so is enough, and if all are
    /// lost, what this process once heard is.
    public Optional<Place> placeOf(PodRecords records, String uid) {
        return records.placeOf(uid).or(() -> memory.placeOf(uid));
    }

    public void desired(Heard<PodDesired> heard) {
        if (!memory.isNewest(heard.key(), heard.stamp())) {
            return;
        }
        var records = records(heard.key());
        if (heard.message().isEmpty()) {
            records.uid().ifPresent(memory::over);
        }
        hear(
                heard.message()
                        .map(desired ->
                                records.wanted(Optional.of(new Noted<>(desired, heard.evidence()))))
                        .orElseGet(records::takenBack));
    }

    /// A pod nobody speaks of any more, though nobody took it back. One that was placed stays as it
    /// is (design law 9); one that was not runs nowhere, and is forgotten.
    public void desiredMissing(Missing<PodDesired> missing) {
        var records = records(missing.key());
        if (records.uid().flatMap(uid -> placeOf(records, uid)).isEmpty()) {
            hear(records.wanted(Optional.empty()));
        }
    }

    public void placement(Heard<PodPlacement> heard) {
        var records = records(heard.key());
        hear(heard.message().map(records::placed).orElseGet(records::unplaced));
    }

    /// @param readBack false when it is only our own word coming back
    public void bound(Heard<PodBound> heard, boolean readBack) {
        var at = OnNode.of(heard.key());
        heard.message()
                .ifPresentOrElse(
                        bound ->
                                memory.bound(
                                        heard.key(),
                                        new Place(at.node(), bound.nodeUid()),
                                        whole(bound)),
                        () -> memory.unbound(heard.key()));
        if (readBack) {
            var records = records(at.pod());
            hear(
                    heard.message()
                            .map(message -> records.bound(at.node(), whole(message)))
                            .orElseGet(() -> records.unbound(at.node())));
        }
    }

    /// Orders to end that nobody took back, and that the bus does not have any more.
    public void recallOrders() {
        memory.orders()
                .forEach((key, order) -> {
                    var at = OnNode.of(key);
                    var records = records(at.pod());
                    if (!records.bound().containsKey(at.node())) {
                        hear(records.bound(at.node(), order));
                    }
                });
    }

    /// Whether a pod is bound to a node, or was when that was last heard.
    public boolean isBound(PodRecords records, String node, String uid) {
        return records.isBound(node, uid) || memory.isBound(PodBound.key(node, records.key()), uid);
    }

    private static Bound whole(PodBound message) {
        return switch (message) {
            case Bound bound -> bound;
        };
    }

    public void state(Heard<PodState> heard) {
        var at = OnNode.of(heard.key());
        var records = records(at.pod());
        hear(
                heard.message()
                        .map(state ->
                                records.state(at.node(), new Noted<>(state, heard.evidence())))
                        .orElseGet(() -> records.stateless(at.node())));
    }

    /// A node's word about a pod that is not bound there any more, and is not to be read again.
    public void stateMissing(Missing<PodState> missing) {
        var at = OnNode.of(missing.key());
        var records = records(at.pod());
        if (!records.bound().containsKey(at.node())) {
            hear(records.stateless(at.node()));
        }
    }

    /// `node/namespace/name` in its two parts.
    private record OnNode(String node, String pod) {
        static OnNode of(String key) {
            var slash = key.indexOf('/');
            if (slash < 0) {
                throw new IllegalArgumentException(
                        "%s is no key of a pod on a node: node/namespace/name".formatted(key));
            }
            return new OnNode(key.substring(0, slash), key.substring(slash + 1));
        }
    }

    private void hear(PodRecords next) {
        put(next);
        touched.add(next.key());
    }

    /// The records of a name are others now.
    public void put(PodRecords next) {
        var before = records(next.key());
        if (next.isEmpty()) {
            byKey.remove(next.key());
        } else {
            byKey.put(next.key(), next);
        }
        var concerned = new TreeSet<>(before.bound().keySet());
        concerned.addAll(next.bound().keySet());
        concerned.forEach(node -> nodes.use(node, before.taken(node), next.taken(node)));
        concerned.addAll(before.states().keySet());
        concerned.addAll(next.states().keySet());
        concerned.forEach(node -> index(node, next));
    }

    private void index(String node, PodRecords records) {
        if (records.bound().containsKey(node) || records.states().containsKey(node)) {
            byNode.computeIfAbsent(node, _ -> new TreeSet<>()).add(records.key());
        } else {
            byNode.computeIfPresent(
                    node,
                    (_, keys) -> {
                        keys.remove(records.key());
                        return keys.isEmpty() ? null : keys;
                    });
        }
    }

    public void touch(String key) {
        touched.add(key);
    }

    /// Every pod with a record on a node is looked at again.
    public void touchOn(String node) {
        touched.addAll(byNode.getOrDefault(node, Collections.emptyNavigableSet()));
    }

    public void touchAll() {
        touched.addAll(byKey.keySet());
    }

    /// The names whose records changed, once.
    public List<String> takeTouched() {
        var all = new ArrayList<>(touched);
        touched.clear();
        return all;
    }
}
