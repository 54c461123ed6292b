package io.nodebus.autoscaler.fleet;

import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.pod.PodBound.Bound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Every record there is about one pod name. Immutable; every change returns a new one.
///
/// Usually they are all about one pod. They are not while the name is handed from a pod that has
/// not ended everywhere to one of a new uid.
///
/// @param key `namespace/name`
/// @param bound by node
/// @param states by node: what the nodes' agents say
/// @param released the uid this name was freed of: its life is over and said to be
public record PodRecords(
        String key,
        Optional<Noted<PodDesired>> wanted,
        Optional<PodPlacement> placement,
        Map<String, Held> bound,
        Map<String, Noted<PodState>> states,
        Optional<String> released) {
    /// @param asks what the bound pod asks for
    public record Held(Bound record, Amounts asks) {
        public static Held of(Bound bound) {
            return new Held(bound, Ask.requests(bound.pod().spec()));
        }

        public String uid() {
            return record.pod().uid();
        }
    }

    public PodRecords {
        bound = bound.isEmpty() ? Map.of() : Sorted.copy(bound);
        states = states.isEmpty() ? Map.of() : Sorted.copy(states);
    }

    static PodRecords none(String key) {
        return new PodRecords(
                key, Optional.empty(), Optional.empty(), Map.of(), Map.of(), Optional.empty());
    }

    /// The uid somebody wants.
    public Optional<String> uid() {
        return wanted.map(desired -> desired.record().pod().uid());
    }

    public Optional<Deletion> deletion() {
        return wanted.flatMap(desired -> desired.record().deletion());
    }

    /// Where a uid is bound, if it ever was: by what was placed, by what was bound, by what a node
    /// says of it. Any of them is enough, so that no lost record binds a uid twice.
    public Optional<Place> placeOf(String uid) {
        return placement
                .filter(said -> said.uid().equals(uid))
                .flatMap(PodRecords::place)
                .or(() ->
                        bound.entrySet().stream()
                                .filter(entry -> entry.getValue().uid().equals(uid))
                                .map(entry ->
                                        new Place(
                                                entry.getKey(),
                                                entry.getValue().record().nodeUid()))
                                .findFirst())
                .or(() ->
                        states.entrySet().stream()
                                .filter(entry -> entry.getValue().record().uid().equals(uid))
                                .map(entry ->
                                        new Place(
                                                entry.getKey(),
                                                entry.getValue().record().nodeUid()))
                                .findFirst());
    }

    private static Optional<Place> place(PodPlacement placement) {
        return switch (placement) {
            case PodPlacement.Placed(_, var node, var nodeUid, _) ->
                    Optional.of(new Place(node, nodeUid));
            case PodPlacement.Evict(_, var node, var nodeUid, _) ->
                    Optional.of(new Place(node, nodeUid));
            case PodPlacement.Pending _ -> Optional.empty();
        };
    }

    /// What a node says of a uid.
    public Optional<PodState> state(String node, String uid) {
        return Optional.ofNullable(states.get(node))
                .map(Noted::record)
                .filter(state -> state.uid().equals(uid));
    }

    public boolean isBound(String node, String uid) {
        return Optional.ofNullable(bound.get(node))
                .filter(held -> held.uid().equals(uid))
                .isPresent();
    }

    /// True when nothing of a uid is left on a node and nothing will be.
    public boolean isGone(String node, String uid) {
        return state(node, uid).filter(state -> state instanceof PodState.Gone).isPresent();
    }

    /// True when the pod that is still wanted was let go, and only its name is left.
    public boolean isReleased() {
        return uid().filter(uid -> released.filter(uid::equals).isPresent()).isPresent()
                && placement.isEmpty();
    }

    /// Nodes that say Gone, and on which nothing of this name is bound.
    public List<String> goneAndUnbound() {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue().record() instanceof PodState.Gone)
                .map(Map.Entry::getKey)
                .filter(node -> !bound.containsKey(node))
                .toList();
    }

    /// What is taken of a node by what is bound there: nothing by a pod that never runs again.
    Amounts taken(String node) {
        var held = bound.get(node);
        return held == null || hasEnded(node, held.uid()) ? Amounts.NONE : held.asks();
    }

    private boolean hasEnded(String node, String uid) {
        return state(node, uid)
                .map(state ->
                        switch (state) {
                            case PodState.Gone _ -> true;
                            case PodState.Observed observed -> observed.phase().isTerminal();
                        })
                .orElse(false);
    }

    /// What the wanted pod asks for. It keeps off nodes where another pod of its name has not
    /// ended: there is one bound record for a name on a node.
    public Optional<Ask> ask() {
        return wanted.map(
                desired -> Ask.of(desired.record().pod().spec(), List.copyOf(bound.keySet())));
    }

    PodRecords wanted(Optional<Noted<PodDesired>> next) {
        return new PodRecords(key, next, placement, bound, states, released);
    }

    /// Whoever wanted it said that it is over. Only a pod that was deleted before is (design law
    /// 9).
    PodRecords takenBack() {
        var over = deletion().isPresent() ? uid() : released;
        return new PodRecords(key, Optional.empty(), placement, bound, states, over);
    }

    public PodRecords placed(PodPlacement next) {
        return new PodRecords(key, wanted, Optional.of(next), bound, states, released);
    }

    public PodRecords unplaced() {
        return new PodRecords(key, wanted, Optional.empty(), bound, states, released);
    }

    public PodRecords bound(String node, Bound next) {
        var all = new TreeMap<>(bound);
        all.put(node, Held.of(next));
        return new PodRecords(key, wanted, placement, all, states, released);
    }

    public PodRecords unbound(String node) {
        var all = new TreeMap<>(bound);
        all.remove(node);
        return new PodRecords(key, wanted, placement, all, states, released);
    }

    PodRecords state(String node, Noted<PodState> next) {
        var all = new TreeMap<>(states);
        all.put(node, next);
        return new PodRecords(key, wanted, placement, bound, all, released);
    }

    public PodRecords stateless(String node) {
        var all = new TreeMap<>(states);
        all.remove(node);
        return new PodRecords(key, wanted, placement, bound, all, released);
    }

    public PodRecords released(String uid) {
        return new PodRecords(key, wanted, placement, bound, states, Optional.of(uid));
    }

    boolean isEmpty() {
        return wanted.isEmpty() && placement.isEmpty() && bound.isEmpty() && states.isEmpty();
    }
}
