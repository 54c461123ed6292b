package io.nodebus.nodeagent.work;

import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.nodeagent.work.PodWork.Looking;
import io.nodebus.nodeagent.work.PodWork.Wanted;

/// What a record of `pods.bound`, or its absence, changes. A pod ends because its record says so,
/// or because its name is bound to another one; never because a record is missing (design law 9).
final class Bindings {
    private Bindings() {}

    static NodeWork bound(NodeWork work, Heard<PodBound> heard, PodBound bound, Turn turn) {
        if (!bound.nodeUid().equals(turn.node().uid())) {
            return work;
        }
        return work.pod(bound.pod().uid())
                .map(pod -> again(work, pod, heard, bound))
                .orElseGet(() -> first(work, heard, bound, turn));
    }

    private static NodeWork first(NodeWork work, Heard<PodBound> heard, PodBound bound, Turn turn) {
        var pod = PodWork.arriving(bound, heard.evidence());
        var before = work.boundAs(pod.key());
        var cleared = work;
        if (before.isPresent()) {
            cleared = work.with(superseded(before.get(), pod, turn));
        }
        // It left before, and that was said: the answer is the same.
        var left = work.gone().get(pod.uid());
        if (left != null) {
            return cleared.bound(pod.in(new Stage.Gone(left)));
        }
        return work.standing().listed()
                ? cleared.noStranger(pod.uid()).bound(late(work, pod, turn))
                : cleared.bound(pod);
    }

    /// Bound after the node was looked at: what is here of it, and what was said of it in another
    /// life, was seen before it was asked for.
    private static PodWork late(NodeWork work, PodWork pod, Turn turn) {
        var isHere = work.strangers().containsKey(pod.uid());
        var said = work.saidOf(pod, turn.node());
        return isHere || said.isPresent()
                ? Sight.recalled(pod, said, isHere).looking(Looking.WANTED)
                : pod;
    }

    /// Whether it is to end now, [Next] sees.
    private static NodeWork again(
            NodeWork work, PodWork pod, Heard<PodBound> heard, PodBound bound) {
        return work.bound(pod.wanted(new Wanted(bound, heard.evidence(), false)));
    }

    private static PodWork superseded(PodWork before, PodWork by, Turn turn) {
        return ending(
                before, Reasons.superseded(before, by.uid()), before.spec().graceSeconds(), turn);
    }

    /// The end of a pod is ordered.
    static PodWork ending(PodWork pod, Because because, long graceSeconds, Turn turn) {
        return switch (pod.stage()) {
            case Stage.Arriving arriving ->
                    turn.decided(pod, because).in(arriving.ending(because, graceSeconds));
            case Stage.Kept kept ->
                    turn.decided(pod, because).in(kept.ending(because, graceSeconds));
            case Stage.Ended ended ->
                    turn.decided(pod, because).in(ended.ending(because, graceSeconds));
            case Stage.Ending ending -> pod.in(ending.hurried(graceSeconds));
            case Stage.Gone _ -> pod;
        };
    }

    /// The record of a key is gone, by a tombstone or without one.
    static NodeWork absent(NodeWork work, String podKey, Turn turn) {
        return work.boundAs(podKey).map(pod -> absent(work, pod, turn)).orElse(work);
    }

    private static NodeWork absent(NodeWork work, PodWork pod, Turn turn) {
        if (pod.stage() instanceof Stage.Gone(var last)) {
            return withdrawn(work, pod.key(), turn).forgotten(pod, last);
        }
        // It was bound and unbound before anybody looked: whether it runs here, looking will show.
        if (pod.stage() instanceof Stage.Arriving) {
            return work.without(pod);
        }
        var absent = pod.wanted(pod.wanted().nowAbsent());
        return work.with(
                pod.wanted().absent() || work.standing().takesAbsenceAsMeant()
                        ? absent
                        : turn.decided(absent, Reasons.orphaned(absent)));
    }

    /// Nothing is said under a key any more.
    static NodeWork withdrawn(NodeWork work, String podKey, Turn turn) {
        var key = PodState.key(turn.node().name(), podKey);
        if (!work.said().containsKey(key)) {
            return work;
        }
        turn.say(Say.gone(PodState.TOPIC, key));
        return work.unsaid(key);
    }
}
