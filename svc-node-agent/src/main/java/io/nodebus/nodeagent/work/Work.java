package io.nodebus.nodeagent.work;

import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.nodeagent.containers.Running;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Decides everything that happens to the pods of one node: one method per kind of message.
public final class Work {
    /// When the runtime is looked at without a reason.
    private static final Duration UNTIL_NEXT_LISTING = Duration.ofSeconds(30);

    private static final Duration AFTER_NO_ANSWER = Duration.ofSeconds(1);
    private static final String LISTING = "listing";
    private static final Set<String> FOR_WANT_OF_CONFIG = Set.of("CreateContainerConfigError");

    private final ThisNode node;

    public Work(ThisNode node) {
        this.node = node;
    }

    /// A node of which nothing is known.
    public NodeWork nothing() {
        return NodeWork.NONE;
    }

    public Decision<NodeWork> began(NodeWork work, Began began) {
        var turn = new Turn(node, began.at());
        turn.wake(LISTING, began.at().since().plus(UNTIL_NEXT_LISTING));
        return new Decision<>(work, turn.commands());
    }

    public Decision<NodeWork> approval(NodeWork work, Heard<NodeDesired> heard) {
        if (!heard.key().equals(node.name()) || heard.message().isEmpty()) {
            return Decision.quietly(work);
        }
        return switch (heard.message().get()) {
            case NodeDesired.Approved approved -> approved(work, approved, heard.at());
        };
    }

    private Decision<NodeWork> approved(NodeWork work, NodeDesired.Approved approved, Moment at) {
        var turn = new Turn(node, at);
        var standing = work.standing();
        var ours = approved.nodeUid().equals(node.uid());
        var next = work.counted().with(standing.approved(ours, approved.acceptPlane()));
        if (!standing.mayLook() && next.standing().mayLook()) {
            lookAtNode(next, turn);
        }
        return done(withoutAbsent(next, turn), turn);
    }

    public Decision<NodeWork> plane(NodeWork work, PlaneSeen seen) {
        var turn = new Turn(node, seen.at());
        var standing = work.standing().hearing(seen.plane().clusterId());
        return done(withoutAbsent(work.counted().with(standing), turn), turn);
    }

    /// What is absent ends, if people said that absence is meant.
    private NodeWork withoutAbsent(NodeWork work, Turn turn) {
        if (!work.standing().takesAbsenceAsMeant()) {
            return work;
        }
        var plane = work.standing().plane().orElseThrow();
        var ended =
                work.each(pod ->
                        pod.wanted().absent() && pod.isInTheWay()
                                ? Bindings.ending(
                                        pod,
                                        Reasons.planeAccepted(pod, plane),
                                        pod.spec().graceSeconds(),
                                        turn)
                                : pod);
        return settledAll(Listing.strangersEnd(ended, Reasons.strangerEnds(plane), turn), turn);
    }

    public Decision<NodeWork> bound(NodeWork work, Heard<PodBound> heard) {
        var turn = new Turn(node, heard.at());
        var counted = work.counted();
        var podKey = heard.key().substring(node.name().length() + 1);
        var before = work.boundAs(podKey).map(PodWork::uid);
        var next =
                heard.message()
                        .map(bound -> Bindings.bound(counted, heard, bound, turn))
                        .orElseGet(() -> Bindings.absent(counted, podKey, turn));
        var uid = heard.message().map(bound -> bound.pod().uid());
        for (var touched : List.of(before, uid)) {
            next = touched.isPresent() ? settled(next, touched.get(), turn) : next;
        }
        return done(withoutAbsent(next, turn), turn);
    }

    public Decision<NodeWork> unbound(NodeWork work, Missing<PodBound> missing) {
        var turn = new Turn(node, missing.at());
        var podKey = missing.key().substring(node.name().length() + 1);
        var next = Bindings.absent(work.counted(), podKey, turn);
        return done(withoutAbsent(next, turn), turn);
    }

    public Decision<NodeWork> config(NodeWork work, Heard<ConfigBound> heard) {
        var turn = new Turn(node, heard.at());
        var key = heard.key().substring(node.name().length() + 1);
        var ours = heard.message().filter(this::isOurs);
        if (heard.message().isPresent() && ours.isEmpty()) {
            return Decision.quietly(work);
        }
        var next = work.counted().config(key, ours);
        var namespace = key.substring(0, key.indexOf('/') + 1);
        for (var pod : work.pods().values()) {
            if (pod.key().startsWith(namespace)) {
                next = atOnce(next, pod, FOR_WANT_OF_CONFIG, turn);
            }
        }
        return done(next, turn);
    }

    private boolean isOurs(ConfigBound config) {
        return switch (config) {
            case ConfigBound.MapBound map -> map.nodeUid().equals(node.uid());
            case ConfigBound.SecretBound secret -> secret.nodeUid().equals(node.uid());
        };
    }

    /// What this node said itself, read back. Only what was said in another life is news.
    public Decision<NodeWork> saidBefore(NodeWork work, Heard<PodState> heard) {
        if (work.standing().listed()) {
            return Decision.quietly(work);
        }
        var ours = heard.message().filter(state -> state.nodeUid().equals(node.uid()));
        return Decision.quietly(
                ours.map(state -> work.said(heard.key(), state))
                        .orElseGet(() -> work.unsaid(heard.key())));
    }

    public Decision<NodeWork> caughtUp(NodeWork work, CaughtUp caughtUp) {
        var turn = new Turn(node, caughtUp.at());
        var next = work.counted().with(work.standing().nowCaughtUp());
        if (next.standing().mayLook() && !work.standing().mayLook()) {
            lookAtNode(next, turn);
        }
        return done(next, turn);
    }

    public Decision<NodeWork> tick(NodeWork work, Tick tick) {
        var turn = new Turn(node, tick.at());
        var next = work.counted();
        if (tick.timer().equals(LISTING)) {
            turn.wake(LISTING, turn.now().plus(UNTIL_NEXT_LISTING));
            if (next.standing().mayLook()) {
                lookAtNode(next, turn);
            }
            return done(next, turn);
        }
        var uid = tick.timer().substring(tick.timer().indexOf('/') + 1);
        return done(settled(next, uid, turn), turn);
    }

    public Decision<NodeWork> happened(NodeWork work, Told<RuntimeEvent> told) {
        var turn = new Turn(node, told.at());
        var next = work.counted();
        return done(
                switch (told.message()) {
                    case RuntimeEvent.Exited exited -> exited(next, exited, turn);
                    case RuntimeEvent.OutOfMemory(var id) ->
                            withContainer(
                                    next,
                                    id,
                                    (pod, it) -> Endings.outOfMemory(pod, it, id, turn),
                                    turn);
                    case RuntimeEvent.ImagesChanged(var name) -> imagesChanged(next, name, turn);
                    case RuntimeEvent.Disconnected _ -> next;
                    case RuntimeEvent.Reconnected _ -> reconnected(next, turn);
                },
                turn);
    }

    private NodeWork exited(NodeWork work, RuntimeEvent.Exited exited, Turn turn) {
        var owner = work.ownerOf(exited.containerId());
        if (owner.isEmpty()) {
            return work.exit(exited);
        }
        if (owner.get().sandboxes().has(exited.containerId())) {
            var pod = owner.get();
            return settled(
                    work.with(touched(work, pod.with(pod.sandboxes().died(exited.containerId())))),
                    pod.uid(),
                    turn);
        }
        var end = Endings.End.told(exited.exitCode(), exited.at());
        return withContainer(
                work,
                exited.containerId(),
                (pod, it) ->
                        it.phase() instanceof Running || !it.isAlive()
                                ? Endings.ended(pod, it, end, turn)
                                : Endings.foundEnded(pod, it, end, turn),
                turn);
    }

    private interface Change {
        PodWork of(PodWork pod, ContainerWork container);
    }

    private NodeWork withContainer(NodeWork work, String id, Change change, Turn turn) {
        var owner = work.ownerOf(id);
        if (owner.isEmpty()) {
            return work;
        }
        var pod = owner.get();
        for (var container : pod.containers().values()) {
            if (container.is(id)) {
                return settled(
                        work.with(touched(work, change.of(pod, container))), pod.uid(), turn);
            }
        }
        return work;
    }

    private NodeWork imagesChanged(NodeWork work, String name, Turn turn) {
        var next = work;
        for (var pod : work.pods().values()) {
            if (pod.spec().containers().stream()
                    .anyMatch(it -> ImageNames.isSame(it.image(), name))) {
                next = atOnce(next, pod, Outcomes.FOR_WANT_OF_AN_IMAGE, turn);
            }
        }
        return next;
    }

    /// What a pod's containers waited for may be there now.
    private NodeWork atOnce(NodeWork work, PodWork pod, Set<String> reasons, Turn turn) {
        var next = pod.each(it -> it.waitsFor(reasons) ? it.with(it.tries().atOnce()) : it);
        return next.equals(pod) ? work : settled(work.with(next), pod.uid(), turn);
    }

    private NodeWork reconnected(NodeWork work, Turn turn) {
        if (!work.standing().mayLook()) {
            return work;
        }
        lookAtNode(work, turn);
        return work.each(pod ->
                pod.with(pod.sandboxes().atOnce()).each(it -> it.with(it.tries().answered())));
    }

    private void lookAtNode(NodeWork work, Turn turn) {
        var running =
                work.pods().values().stream()
                        .flatMap(pod -> pod.containers().values().stream())
                        .filter(it -> it.isAlive() && it.phase() instanceof Running)
                        .flatMap(it -> it.made().stream())
                        .filter(made -> !made.sandboxId().isEmpty())
                        .map(ContainerWork.Made::id)
                        .collect(Collectors.toSet());
        turn.order(new PodOrder.LookAtNode(work.count(), running, !work.standing().listed()));
    }

    public Decision<NodeWork> outcome(NodeWork work, Told<PodOutcome> told) {
        var turn = new Turn(node, told.at());
        var counted = work.counted();
        return done(
                switch (told.message()) {
                    case PodOutcome.NodeSeen seen -> listed(counted, seen, turn);
                    case PodOutcome.Unseen(var uid, _) when uid.isEmpty() -> {
                        turn.wake(LISTING, turn.now().plus(AFTER_NO_ANSWER));
                        yield counted;
                    }
                    case PodOutcome outcome ->
                            counted.pod(outcome.uid())
                                    .map(pod -> cameOf(counted, pod, outcome, turn))
                                    .orElse(counted);
                },
                turn);
    }

    private NodeWork cameOf(NodeWork work, PodWork pod, PodOutcome outcome, Turn turn) {
        var next = Outcomes.of(work, pod, outcome, turn);
        return settled(work.with(touched(work, next)), pod.uid(), turn);
    }

    private NodeWork listed(NodeWork work, PodOutcome.NodeSeen seen, Turn turn) {
        turn.wake(LISTING, turn.now().plus(UNTIL_NEXT_LISTING));
        return work.standing().mayLook()
                ? withoutAbsent(settledAll(Listing.of(work, seen, turn), turn), turn)
                : work;
    }

    private static PodWork touched(NodeWork work, PodWork pod) {
        return pod.touched(work.count());
    }

    private NodeWork settledAll(NodeWork work, Turn turn) {
        var next = work;
        for (var uid : List.copyOf(work.pods().keySet())) {
            next = settled(next, uid, turn);
        }
        return next;
    }

    /// Has a pod do what it needs next, and tell what is new about it.
    private NodeWork settled(NodeWork work, String uid, Turn turn) {
        if (!work.standing().mayAct() || work.pod(uid).isEmpty()) {
            return work;
        }
        var pod = Next.of(work, work.pod(uid).get(), turn);
        var told = Report.of(work.with(pod), pod, turn);
        return pod.stage() instanceof Stage.Gone(var last) ? left(told, pod, last, turn) : told;
    }

    /// A pod of which nothing is left stays said until its record goes; one whose record has gone
    /// already does not.
    private static NodeWork left(NodeWork work, PodWork pod, PodState.Gone last, Turn turn) {
        var bound = work.boundAs(pod.key()).map(PodWork::uid).equals(Optional.of(pod.uid()));
        if (!bound) {
            return work.forgotten(pod, last);
        }
        return pod.wanted().absent()
                ? Bindings.withdrawn(work, pod.key(), turn).forgotten(pod, last)
                : work;
    }

    private static Decision<NodeWork> done(NodeWork work, Turn turn) {
        return new Decision<>(work, turn.commands());
    }
}
