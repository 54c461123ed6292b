package io.nodebus.nodeagent.work;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.pod.RestartPolicy;
import io.nodebus.nodeagent.runtime.Sandbox;
import io.nodebus.nodeagent.work.NodeWork.Stranger;
import io.nodebus.nodeagent.work.PodOutcome.NodeSeen;
import io.nodebus.nodeagent.work.PodOutcome.PodSeen;
import io.nodebus.nodeagent.work.PodWork.Looking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the runtime has of the whole node, against what is known: at the start, after the runtime
/// was away, and slowly ever after.
final class Listing {
    private Listing() {}

    static NodeWork of(NodeWork work, NodeSeen seen, Turn turn) {
        var first = !work.standing().listed();
        var listed = work.with(work.standing().nowListed());
        for (var pod : work.pods().values()) {
            listed = listed.with(looked(listed, pod, seen, first, turn));
        }
        listed = strangers(listed, seen, turn);
        return first ? withoutGhosts(listed, turn) : listed;
    }

    private static PodWork looked(
            NodeWork work, PodWork pod, NodeSeen seen, boolean first, Turn turn) {
        var there = seen.pods().getOrDefault(pod.uid(), nothing(pod.uid(), seen.asOf()));
        var known =
                first
                        ? Sight.recalled(
                                pod, work.saidOf(pod, turn.node()), !there.sandboxes().isEmpty())
                        : pod;
        if (known.isGone()) {
            return known;
        }
        if (known.touched() > seen.asOf()
                || known.isStarting()
                || known.sandboxes().isBusy()
                || known.looking().state() != Looking.State.NO) {
            return known.looking().state() == Looking.State.NO
                    ? known.looking(Looking.WANTED)
                    : known;
        }
        var looked = Sight.seen(known, there, turn);
        return first
                ? Sight.logged(looked, seen.logged().getOrDefault(pod.uid(), Map.of()), turn)
                : looked;
    }

    private static PodSeen nothing(String uid, long asOf) {
        return new PodSeen(uid, asOf, List.of(), List.of());
    }

    // --- who was not asked for

    private static NodeWork strangers(NodeWork work, NodeSeen seen, Turn turn) {
        var strangers = new TreeMap<String, Stranger>();
        var with = work;
        for (var there : seen.pods().values()) {
            if (work.pods().containsKey(there.uid()) || there.sandboxes().isEmpty()) {
                continue;
            }
            var stranger = stranger(there);
            if (isGone(work, there.uid())) {
                with = with.with(ending(stranger, Reasons.leftover()));
                continue;
            }
            strangers.put(there.uid(), stranger);
            if (!work.strangers().containsKey(there.uid())) {
                turn.decided("pod/" + stranger.key(), there.uid(), Reasons.stranger(stranger));
            }
        }
        return with.withStrangers(strangers);
    }

    private static Stranger stranger(PodSeen seen) {
        var sandbox = seen.sandboxes().getFirst();
        return new Stranger(seen.uid(), sandbox.namespace() + "/" + sandbox.name(), seen);
    }

    private static boolean isGone(NodeWork work, String uid) {
        return work.gone().containsKey(uid)
                || work.said().values().stream()
                        .anyMatch(
                                state -> state instanceof PodState.Gone && state.uid().equals(uid));
    }

    /// People accepted what the plane does not have: the strangers end.
    static NodeWork strangersEnd(NodeWork work, Because because, Turn turn) {
        var with = work;
        for (var stranger : work.strangers().values()) {
            turn.decided("pod/" + stranger.key(), stranger.uid(), because);
            with = with.with(ending(stranger, because));
        }
        return with.withStrangers(new TreeMap<>());
    }

    /// A stranger as a pod that ends, so that it is stopped as pods are: with grace, and tried
    /// again.
    private static PodWork ending(Stranger stranger, Because because) {
        Sandbox sandbox = stranger.seen().sandboxes().getFirst();
        var bound =
                new PodBound.Bound(
                        "", new Pod(metadata(sandbox), spec(stranger.seen())), Optional.empty());
        return PodWork.arriving(bound, new Evidence(PodBound.TOPIC.kind(), 0, -1))
                .in(new Stage.Ending(because, PodSpec.DEFAULT_GRACE_SECONDS, Optional.empty()))
                .looking(Looking.WANTED);
    }

    private static ObjectMeta metadata(Sandbox sandbox) {
        var named = ObjectMeta.named(sandbox.namespace(), sandbox.name());
        return new ObjectMeta(
                named.name(),
                named.generateName(),
                named.namespace(),
                Optional.of(sandbox.uid()),
                named.resourceVersion(),
                named.generation(),
                named.creationTimestamp(),
                named.deletionTimestamp(),
                named.deletionGracePeriodSeconds(),
                named.labels(),
                named.annotations());
    }

    private static PodSpec spec(PodSeen seen) {
        var containers =
                seen.containers().stream()
                        .map(it -> it.name())
                        .distinct()
                        .map(Listing::container)
                        .toList();
        return new PodSpec(
                containers,
                Optional.of(RestartPolicy.Never),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Container container(String name) {
        return new Container(
                name,
                "",
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    // --- what was said and is no more

    /// No state survives what it tells of (design law 2): a key of which nothing is here and
    /// nothing is bound is withdrawn. What ended by itself stays, so that it never runs again.
    private static NodeWork withoutGhosts(NodeWork work, Turn turn) {
        var with = work;
        for (var entry : work.said().entrySet()) {
            var podKey = entry.getKey().substring(turn.node().name().length() + 1);
            if (!isGhost(with, podKey, entry.getValue())) {
                continue;
            }
            if (entry.getValue() instanceof PodState.Observed observed) {
                turn.decided("pod/" + podKey, observed.uid(), Reasons.ghost());
            }
            with = Bindings.withdrawn(with, podKey, turn);
        }
        return with;
    }

    private static boolean isGhost(NodeWork work, String podKey, PodState state) {
        if (work.bound().containsKey(podKey)) {
            return false;
        }
        return switch (state) {
            case PodState.Gone _ -> true;
            case PodState.Observed observed ->
                    !observed.phase().isTerminal()
                            && !work.strangers().containsKey(observed.uid())
                            && !work.pods().containsKey(observed.uid());
        };
    }
}
