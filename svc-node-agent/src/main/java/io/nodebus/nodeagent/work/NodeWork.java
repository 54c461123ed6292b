package io.nodebus.nodeagent.work;

import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// All pods of a node. Immutable; every change returns a new one.
///
/// @param pods by uid
/// @param bound `namespace/name` to the uid that is bound under it
/// @param said key to what was last said, or read back
/// @param configs `namespace/name/kind` to what this node was sent
/// @param strangers by uid: what runs here and was never bound, as far as known
/// @param exits what ended before it was known to have begun, by container id
/// @param gone uids that have left, newest last; none of them runs again
/// @param count of messages
public record NodeWork(
        Standing standing,
        NavigableMap<String, PodWork> pods,
        NavigableMap<String, String> bound,
        NavigableMap<String, PodState> said,
        NavigableMap<String, ConfigBound> configs,
        NavigableMap<String, Stranger> strangers,
        SequencedMap<String, RuntimeEvent.Exited> exits,
        SequencedMap<String, PodState.Gone> gone,
        long count) {
    private static final int EXITS_KEPT = 256;
    private static final int GONE_KEPT = 4096;

    /// Whether anything may be done yet.
    ///
    /// @param approved this life of the node is the one people approved
    /// @param caughtUp everything that was said before has been heard
    /// @param listed what the runtime has is known
    /// @param plane the cluster that is heard
    /// @param accepted the cluster whose absences people said may be taken as meant
    record Standing(
            boolean approved,
            boolean caughtUp,
            boolean listed,
            Optional<String> plane,
            Optional<String> accepted) {
        static final Standing NONE =
                new Standing(false, false, false, Optional.empty(), Optional.empty());

        boolean mayLook() {
            return approved && caughtUp;
        }

        boolean mayAct() {
            return mayLook() && listed;
        }

        /// The one case in which absence is an order (design law 9).
        boolean takesAbsenceAsMeant() {
            return mayAct() && plane.isPresent() && plane.equals(accepted);
        }

        Standing approved(boolean yes, Optional<String> accepts) {
            return new Standing(yes, caughtUp, listed, plane, accepts);
        }

        Standing nowCaughtUp() {
            return new Standing(approved, true, listed, plane, accepted);
        }

        Standing nowListed() {
            return new Standing(approved, caughtUp, true, plane, accepted);
        }

        Standing hearing(String cluster) {
            return new Standing(approved, caughtUp, listed, Optional.of(cluster), accepted);
        }
    }

    /// A pod that runs here and that nobody asked for, as far as known. It is kept: absence is no
    /// order (design law 9).
    record Stranger(String uid, String key, PodOutcome.PodSeen seen) {}

    static final NodeWork NONE =
            new NodeWork(
                    Standing.NONE,
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new LinkedHashMap<>(),
                    new LinkedHashMap<>(),
                    0);

    public NodeWork {
        exits = Collections.unmodifiableSequencedMap(exits);
        gone = Collections.unmodifiableSequencedMap(gone);
    }

    /// What every key of ours on `pods.state` has to say (design law 2).
    public Map<String, PodState> implied() {
        return Collections.unmodifiableNavigableMap(said);
    }

    /// The pods as they are to be looked at from outside, in order of their names.
    public List<PodView> views(ThisNode node) {
        return bound.values().stream()
                .map(pods::get)
                .filter(pod -> pod != null && !pod.isGone())
                .map(pod -> PodView.of(pod, node))
                .toList();
    }

    Optional<PodWork> pod(String uid) {
        return Optional.ofNullable(pods.get(uid));
    }

    /// The pod that is bound under a key.
    Optional<PodWork> boundAs(String podKey) {
        return Optional.ofNullable(bound.get(podKey)).flatMap(this::pod);
    }

    /// Whose container or sandbox this is.
    Optional<PodWork> ownerOf(String id) {
        return pods.values().stream()
                .filter(pod ->
                        pod.sandboxes().has(id)
                                || pod.containers().values().stream().anyMatch(it -> it.is(id)))
                .findFirst();
    }

    NodeWork counted() {
        return new NodeWork(
                standing, pods, bound, said, configs, strangers, exits, gone, count + 1);
    }

    NodeWork with(Standing other) {
        return new NodeWork(other, pods, bound, said, configs, strangers, exits, gone, count);
    }

    NodeWork with(PodWork pod) {
        return withPods(changed(pods, all -> all.put(pod.uid(), pod)));
    }

    NodeWork withPods(NavigableMap<String, PodWork> others) {
        return new NodeWork(standing, others, bound, said, configs, strangers, exits, gone, count);
    }

    NodeWork each(UnaryOperator<PodWork> change) {
        return withPods(changed(pods, all -> all.replaceAll((_, pod) -> change.apply(pod))));
    }

    NodeWork bound(PodWork pod) {
        var others = changed(bound, all -> all.put(pod.key(), pod.uid()));
        return new NodeWork(standing, pods, others, said, configs, strangers, exits, gone, count)
                .with(pod);
    }

    /// What was last said of a pod.
    Optional<PodState> saidOf(PodWork pod, ThisNode node) {
        return Optional.ofNullable(said.get(PodState.key(node.name(), pod.key())))
                .filter(state -> state.uid().equals(pod.uid()));
    }

    NodeWork said(String key, PodState state) {
        return withSaid(changed(said, all -> all.put(key, state)));
    }

    NodeWork unsaid(String key) {
        return withSaid(changed(said, all -> all.remove(key)));
    }

    private NodeWork withSaid(NavigableMap<String, PodState> others) {
        return new NodeWork(standing, pods, bound, others, configs, strangers, exits, gone, count);
    }

    NodeWork config(String key, Optional<ConfigBound> config) {
        var others =
                changed(
                        configs,
                        all ->
                                config.ifPresentOrElse(
                                        it -> all.put(key, it), () -> all.remove(key)));
        return new NodeWork(standing, pods, bound, said, others, strangers, exits, gone, count);
    }

    /// What was sent of a namespace: `name/kind` to content.
    NavigableMap<String, ConfigBound> configsOf(String namespace) {
        var of = new TreeMap<String, ConfigBound>();
        var prefix = namespace + "/";
        configs.tailMap(prefix)
                .forEach((key, config) -> {
                    if (key.startsWith(prefix)) {
                        of.put(key.substring(prefix.length()), config);
                    }
                });
        return of;
    }

    NodeWork withStrangers(NavigableMap<String, Stranger> others) {
        return new NodeWork(standing, pods, bound, said, configs, others, exits, gone, count);
    }

    NodeWork noStranger(String uid) {
        return withStrangers(changed(strangers, all -> all.remove(uid)));
    }

    NodeWork exit(RuntimeEvent.Exited exited) {
        var others = new LinkedHashMap<>(exits);
        others.put(exited.containerId(), exited);
        while (others.size() > EXITS_KEPT) {
            others.pollFirstEntry();
        }
        return new NodeWork(standing, pods, bound, said, configs, strangers, others, gone, count);
    }

    /// Forgets a pod of which nothing is left. That it was here is remembered.
    NodeWork forgotten(PodWork pod, PodState.Gone last) {
        var left = new LinkedHashMap<>(gone);
        left.put(pod.uid(), last);
        while (left.size() > GONE_KEPT) {
            left.pollFirstEntry();
        }
        return new NodeWork(standing, pods, bound, said, configs, strangers, exits, left, count)
                .without(pod);
    }

    NodeWork without(PodWork pod) {
        return new NodeWork(
                standing,
                changed(pods, all -> all.remove(pod.uid())),
                changed(bound, all -> all.remove(pod.key(), pod.uid())),
                said,
                configs,
                strangers,
                exits,
                gone,
                count);
    }

    private static <V> NavigableMap<String, V> changed(
            NavigableMap<String, V> map, Consumer<NavigableMap<String, V>> change) {
        var copy = new TreeMap<>(map);
        change.accept(copy);
        return Collections.unmodifiableNavigableMap(copy);
    }
}
