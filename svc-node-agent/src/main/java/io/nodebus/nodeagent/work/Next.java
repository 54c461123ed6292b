package io.nodebus.nodeagent.work;

import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.nodeagent.containers.PodPhases;
import io.nodebus.nodeagent.resources.Cgroups;
import io.nodebus.nodeagent.resources.Room;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import io.nodebus.nodeagent.work.ContainerWork.Asking;
import io.nodebus.nodeagent.work.ContainerWork.Errand;
import io.nodebus.nodeagent.work.PodWork.Looking;
import io.nodebus.nodeagent.work.Sandboxes.Leaving;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a pod needs next, from where it is: compares what there is with what was asked for. Run
/// after every message, whatever the message was; when nothing is to be done it does nothing.
final class Next {
    private final NodeWork work;
    private final Turn turn;
    private final List<Duration> deadlines = new ArrayList<>();

    private Next(NodeWork work, Turn turn) {
        this.work = work;
        this.turn = turn;
    }

    static String timer(PodWork pod) {
        return "pod/" + pod.uid();
    }

    static PodWork of(NodeWork work, PodWork pod, Turn turn) {
        var next = new Next(work, turn);
        var moved = next.asked(next.moved(pod));
        next.deadlines.stream().min(Duration::compareTo).ifPresent(at -> turn.wake(timer(pod), at));
        return moved;
    }

    private PodWork moved(PodWork pod) {
        if (pod.isGone()) {
            return pod;
        }
        var looked = looking(pod);
        if (looked.looking().state() != Looking.State.NO) {
            return looked;
        }
        var ordered = deleted(looked);
        return switch (ordered.stage()) {
            case Stage.Arriving arriving -> moved(arrived(ordered, arriving));
            case Stage.Kept kept -> kept(ordered, kept);
            case Stage.Ended _ -> rested(ordered);
            case Stage.Ending ending -> ending(ordered, ending);
            case Stage.Gone _ -> ordered;
        };
    }

    /// Deletion is a value of the record, so it is looked at, not heard.
    private PodWork deleted(PodWork pod) {
        return pod.wanted()
                .bound()
                .deletion()
                .map(deletion ->
                        Bindings.ending(
                                pod, Reasons.killing(pod, deletion), deletion.graceSeconds(), turn))
                .orElse(pod);
    }

    // --- looking

    private PodWork looking(PodWork pod) {
        if (pod.looking().state() != Looking.State.WANTED
                || pod.isStarting()
                || pod.sandboxes().isBusy()) {
            return pod;
        }
        if (!isDue(pod.looking().retryAt())) {
            return pod;
        }
        turn.order(new PodOrder.LookAtPod(pod.uid(), work.count()));
        return pod.looking(Looking.ORDERED);
    }

    private boolean isDue(Duration at) {
        if (at.compareTo(turn.now()) <= 0) {
            return true;
        }
        deadlines.add(at);
        return false;
    }

    // --- admission

    private PodWork arrived(PodWork pod, Stage.Arriving arriving) {
        if (isKnownHere(pod)) {
            return pod.in(arriving.admitted());
        }
        var shortage = Room.shortage(pod.spec(), inTheWay(), turn.node().allocatable());
        if (shortage.isPresent()) {
            return turn.decided(pod, Reasons.refused(pod, shortage.get())).in(arriving.refused());
        }
        return pod.in(arriving.admitted()).startedAt(turn.wall());
    }

    /// It was let in before: a full node is no reason to end what runs.
    private static boolean isKnownHere(PodWork pod) {
        return !pod.sandboxes().known().isEmpty() || pod.story().startedAt().isPresent();
    }

    private List<PodSpec> inTheWay() {
        return work.pods().values().stream()
                .filter(PodWork::isInTheWay)
                .map(PodWork::spec)
                .toList();
    }

    // --- running

    private PodWork kept(PodWork pod, Stage.Kept kept) {
        var phase = PodPhases.of(pod.spec(), pod.statuses(turn.node().runtime()), false);
        if (phase.isTerminal()) {
            return rested(pod.in(kept.ended(phase)));
        }
        var actions = PodActions.of(pod.spec(), pod.sandboxes().views(), views(pod));
        if (actions.killPod() && !isCleared(pod)) {
            return tearDown(toldOnce(pod, actions), pod.spec().graceSeconds(), true);
        }
        if (actions.createSandbox()) {
            return withSandbox(pod, actions);
        }
        if (actions.killPod()) {
            return rested(
                    pod.in(
                            kept.ended(
                                    PodPhases.of(
                                                            pod.spec(),
                                                            pod.statuses(turn.node().runtime()),
                                                            true)
                                                    == PodPhase.Succeeded
                                            ? PodPhase.Succeeded
                                            : PodPhase.Failed)));
        }
        return withoutOldSandboxes(withContainers(pod, actions));
    }

    private static List<PodActions.ContainerView> views(PodWork pod) {
        return pod.containers().values().stream()
                .map(ContainerWork::view)
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isCleared(PodWork pod) {
        return !pod.isAlive() && pod.sandboxes().haveLeft(true);
    }

    private PodWork toldOnce(PodWork pod, PodActions actions) {
        var first =
                pod.sandboxes().known().stream().noneMatch(it -> it.leaving() != Leaving.NO)
                        && pod.containers().values().stream()
                                .noneMatch(it -> it.errand() instanceof Errand.Stopping);
        return first && !pod.isStarting()
                ? turn.decided(pod, Reasons.sandboxChanged(pod, actions.attempt()))
                : pod;
    }

    private PodWork withSandbox(PodWork pod, PodActions actions) {
        if (pod.sandboxes().making().isPresent() || !isDue(pod.sandboxes().notBefore())) {
            return pod;
        }
        turn.order(new PodOrder.RunSandbox(sandboxConfig(pod, actions.attempt())));
        return withImages(pod.with(pod.sandboxes().making(actions.attempt())), actions);
    }

    /// While the sandbox is being made: neither needs the other.
    private PodWork withImages(PodWork pod, PodActions actions) {
        var with = pod;
        for (var name : actions.startContainers()) {
            var container = with.containers().get(name);
            if (container != null
                    && container.isIdle()
                    && container.needsImage()
                    && isDue(container.tries().due())) {
                with = fetching(with, container);
            }
        }
        return with;
    }

    private PodWork fetching(PodWork pod, ContainerWork container) {
        turn.order(
                new PodOrder.FetchImage(
                        pod.uid(),
                        container.name(),
                        container.spec().image(),
                        container.spec().pulls()));
        return pod.with(container.with(new Errand.Fetching()));
    }

    private SandboxConfig sandboxConfig(PodWork pod, int attempt) {
        var metadata = pod.pod().metadata();
        var namespace = metadata.namespace().orElse("default");
        var name = metadata.name().orElse("");
        return new SandboxConfig(
                namespace,
                name,
                pod.uid(),
                attempt,
                Report.hostname(pod),
                turn.node().logDirectory(pod.pod()),
                turn.node().cgroup(pod.pod()),
                Map.of(
                        "io.kubernetes.pod.name", name,
                        "io.kubernetes.pod.namespace", namespace,
                        "io.kubernetes.pod.uid", pod.uid()),
                Map.of(),
                turn.node().names().map(names -> names.of(namespace)));
    }

    /// Containers do not wait for each other.
    private PodWork withContainers(PodWork pod, PodActions actions) {
        var with = pod;
        for (var name : actions.startContainers()) {
            var container = with.containers().get(name);
            if (container != null && container.isIdle()) {
                with = withContainer(with, container);
            }
        }
        return with;
    }

    private PodWork withContainer(PodWork pod, ContainerWork container) {
        if (container.isAlive()) {
            return stopped(pod, container, pod.spec().graceSeconds());
        }
        if (!isDue(container.tries().due())) {
            return pod;
        }
        var sandbox = pod.sandboxes().usable().orElseThrow();
        if (container.made().isPresent()
                && container.isIn(ContainerSeen.State.CREATED)
                && container.made().get().sandboxId().equals(sandbox.id())) {
            var made = container.made().get();
            turn.order(
                    new PodOrder.StartCreated(
                            pod.uid(), container.name(), made.attempt(), made.id()));
            return pod.with(container.with(new Errand.Starting(made.attempt())));
        }
        if (container.needsImage()) {
            return fetching(pod, container);
        }
        return started(pod, container, sandbox);
    }

    /// Orders the start of the next attempt.
    private PodWork started(PodWork pod, ContainerWork container, Sandboxes.Known sandbox) {
        var told = pod;
        var starting = container;
        if (container.phase().lastEnd().isPresent()) {
            var now = turn.now();
            told = turn.decided(pod, Reasons.restarting(pod, container, waited(container, now)));
            starting = container.with(container.tries().restarting(now));
        }
        turn.order(
                new PodOrder.StartContainer(
                        pod.uid(),
                        sandbox.id(),
                        sandboxConfig(pod, sandbox.attempt()),
                        pod.pod(),
                        container.spec(),
                        container.next(),
                        container.image().orElseThrow().id(),
                        Cgroups.of(pod.spec(), container.spec(), turn.node().memoryBytes()),
                        turn.node().address(),
                        sandbox.address(),
                        work.configsOf(pod.pod().metadata().namespace().orElse("default"))));
        return told.with(starting.with(new Errand.Starting(container.next())));
    }

    private static Duration waited(ContainerWork container, Duration now) {
        var failedAt = container.tries().failedAt();
        return failedAt.isZero() ? Duration.ZERO : now.minus(failedAt);
    }

    private PodWork withoutOldSandboxes(PodWork pod) {
        if (pod.sandboxes().known().size() == 1 || !isDue(pod.sandboxes().notBefore())) {
            return pod;
        }
        var sandboxes = pod.sandboxes();
        for (var old : pod.sandboxes().known().stream().skip(1).toList()) {
            sandboxes = dropped(sandboxes, pod.uid(), old, true);
        }
        return pod.with(sandboxes);
    }

    // --- ending

    private PodWork rested(PodWork pod) {
        return tearDown(pod, pod.spec().graceSeconds(), false);
    }

    private PodWork ending(PodWork pod, Stage.Ending ending) {
        var torn = tearDown(pod, ending.graceSeconds(), true);
        if (!isCleared(torn) || torn.isStarting()) {
            return torn;
        }
        turn.sleep(timer(pod));
        deadlines.clear();
        var gone = Reasons.gone(torn, ending.because());
        return turn.decided(torn, gone).in(ending.gone(pod.uid(), turn.node().uid(), turn.wall()));
    }

    /// Containers first, side by side, then what they ran in. Waits for what is being made: its
    /// name is not known yet.
    private PodWork tearDown(PodWork pod, long graceSeconds, boolean remove) {
        var torn = pod;
        for (var container : pod.containers().values()) {
            torn = container.isAlive() ? stopped(torn, container, graceSeconds) : torn;
        }
        if (torn.isAlive() || torn.isStarting() || !isDue(torn.sandboxes().notBefore())) {
            return torn;
        }
        var sandboxes = torn.sandboxes();
        for (var sandbox : torn.sandboxes().known()) {
            sandboxes = dropped(sandboxes, pod.uid(), sandbox, remove);
        }
        return torn.with(sandboxes);
    }

    private Sandboxes dropped(
            Sandboxes sandboxes, String uid, Sandboxes.Known sandbox, boolean remove) {
        return switch (sandbox.leaving()) {
            case ORDERED, REMOVED -> sandboxes;
            case STOPPED -> remove ? drop(sandboxes, uid, sandbox, true) : sandboxes;
            case NO -> drop(sandboxes, uid, sandbox, remove);
        };
    }

    private Sandboxes drop(
            Sandboxes sandboxes, String uid, Sandboxes.Known sandbox, boolean remove) {
        turn.order(new PodOrder.DropSandbox(uid, sandbox.id(), remove));
        return sandboxes.leaving(sandbox.id(), Leaving.ORDERED);
    }

    private PodWork stopped(PodWork pod, ContainerWork container, long graceSeconds) {
        var made = container.made().orElseThrow();
        var order =
                switch (container.errand()) {
                    case Errand.Stopping(var grace) -> graceSeconds < grace;
                    case Errand.Idle _ -> isDue(container.tries().refusedUntil());
                    case Errand.Starting _, Errand.Fetching _ -> false;
                };
        if (!order) {
            return pod;
        }
        turn.order(
                new PodOrder.StopContainer(pod.uid(), container.name(), made.id(), graceSeconds));
        return pod.with(container.with(new Errand.Stopping(graceSeconds)));
    }

    // --- asking

    /// How containers ended, in the runtime's words.
    private PodWork asked(PodWork pod) {
        return pod.isGone() ? pod : pod.each(container -> asked(pod, container));
    }

    private ContainerWork asked(PodWork pod, ContainerWork container) {
        var asking = container.asking().filter(it -> !it.ordered() && isDue(it.at()));
        asking.ifPresent(
                it -> turn.order(new PodOrder.Explain(pod.uid(), container.name(), it.id())));
        return asking.isEmpty() ? container : container.asking(asking.map(Asking::now));
    }
}
