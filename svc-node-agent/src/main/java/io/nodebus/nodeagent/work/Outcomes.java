package io.nodebus.nodeagent.work;

import io.nodebus.nodeagent.containers.Running;
import io.nodebus.nodeagent.containers.Terminated;
import io.nodebus.nodeagent.containers.Waiting;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.work.ContainerWork.Errand;
import io.nodebus.nodeagent.work.ContainerWork.Fetched;
import io.nodebus.nodeagent.work.ContainerWork.Made;
import io.nodebus.nodeagent.work.PodOutcome.ContainerFailed;
import io.nodebus.nodeagent.work.PodOutcome.ContainerStarted;
import io.nodebus.nodeagent.work.PodOutcome.ContainerStopped;
import io.nodebus.nodeagent.work.PodOutcome.DropFailed;
import io.nodebus.nodeagent.work.PodOutcome.Explained;
import io.nodebus.nodeagent.work.PodOutcome.ImageFailed;
import io.nodebus.nodeagent.work.PodOutcome.ImageThere;
import io.nodebus.nodeagent.work.PodOutcome.NodeSeen;
import io.nodebus.nodeagent.work.PodOutcome.PodSeen;
import io.nodebus.nodeagent.work.PodOutcome.SandboxDropped;
import io.nodebus.nodeagent.work.PodOutcome.SandboxFailed;
import io.nodebus.nodeagent.work.PodOutcome.SandboxRuns;
import io.nodebus.nodeagent.work.PodOutcome.StopFailed;
import io.nodebus.nodeagent.work.PodOutcome.Unseen;
import io.nodebus.nodeagent.work.PodWork.Looking;
import io.nodebus.nodeagent.work.Sandboxes.Leaving;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What an outcome changes in what is known of its pod. What follows from it is [Next]'s.
final class Outcomes {
    static final Set<String> FOR_WANT_OF_AN_IMAGE =
            Set.of("ErrImagePull", "ErrImageNeverPull", "InvalidImageName", "ImagePullBackOff");

    private static final Duration UNTIL_NEXT_LOOK = Duration.ofSeconds(1);

    private Outcomes() {}

    static PodWork of(NodeWork work, PodWork pod, PodOutcome outcome, Turn turn) {
        return switch (outcome) {
            case SandboxRuns runs -> sandboxRuns(work, pod, runs);
            case SandboxFailed(_, var attempt, _)
                    when !pod.sandboxes().making().equals(Optional.of(attempt)) ->
                    pod.looking(Looking.WANTED);
            case SandboxFailed(_, var attempt, var message) -> {
                var refused = pod.with(pod.sandboxes().refused(turn.now()));
                yield turn.decided(refused, Reasons.sandboxFailed(refused, attempt, message))
                        .looking(Looking.WANTED);
            }
            case SandboxDropped(_, var id, var removed) ->
                    pod.with(
                            pod.sandboxes()
                                    .leaving(id, removed ? Leaving.REMOVED : Leaving.STOPPED));
            case DropFailed(_, var id, var message) -> {
                var refused = pod.with(pod.sandboxes().leaving(id, Leaving.NO).refused(turn.now()));
                yield turn.decided(refused, Reasons.stopFailed(refused, "sandbox " + id, message))
                        .looking(Looking.WANTED);
            }
            case ImageThere there ->
                    with(
                            pod,
                            there.container(),
                            it -> isFetching(it) ? image(pod, it, there, turn) : pod);
            case ImageFailed failed ->
                    with(
                            pod,
                            failed.container(),
                            it -> isFetching(it) ? noImage(pod, it, failed, turn) : pod);
            case ContainerStarted started ->
                    with(
                            pod,
                            started.container(),
                            it ->
                                    isStarting(it, started.attempt())
                                            ? started(work, pod, it, started, turn)
                                            : pod.looking(Looking.WANTED));
            case ContainerFailed failed ->
                    with(
                            pod,
                            failed.container(),
                            it ->
                                    isStarting(it, failed.attempt())
                                            ? notStarted(pod, it, failed, turn)
                                            : pod.looking(Looking.WANTED));
            case ContainerStopped stopped ->
                    with(pod, stopped.container(), it -> stopped(pod, it, stopped, turn));
            case StopFailed failed ->
                    with(pod, failed.container(), it -> notStopped(pod, it, failed, turn));
            case Explained told ->
                    with(pod, told.container(), it -> Endings.explained(pod, it, told, turn));
            case PodSeen seen ->
                    pod.touched() > seen.asOf()
                            ? pod.looking(Looking.WANTED)
                            : Sight.seen(pod, seen, turn);
            case Unseen _ ->
                    pod.looking(
                            new Looking(Looking.State.WANTED, turn.now().plus(UNTIL_NEXT_LOOK)));
            case NodeSeen _ -> pod;
        };
    }

    private interface Change {
        PodWork of(ContainerWork container);
    }

    private static PodWork with(PodWork pod, String name, Change change) {
        var container = pod.containers().get(name);
        return container == null ? pod : change.of(container);
    }

    private static boolean isFetching(ContainerWork container) {
        return container.errand() instanceof Errand.Fetching;
    }

    /// An answer to what this state did not order is one of a state before it: it says that
    /// something happened, not what there is now.
    private static boolean isStarting(ContainerWork container, int attempt) {
        return container.errand().equals(new Errand.Starting(attempt));
    }

    private static PodWork sandboxRuns(NodeWork work, PodWork pod, SandboxRuns runs) {
        if (!pod.sandboxes().making().equals(Optional.of(runs.attempt()))) {
            return pod.looking(Looking.WANTED);
        }
        var sandboxes = pod.sandboxes().made(runs.id(), runs.attempt(), runs.address());
        return pod.with(
                work.exits().containsKey(runs.id()) ? sandboxes.died(runs.id()) : sandboxes);
    }

    private static PodWork image(
            PodWork pod, ContainerWork container, ImageThere there, Turn turn) {
        var with =
                pod.with(
                        container
                                .from(Optional.of(new Fetched(there.imageId(), container.next())))
                                .found(FOR_WANT_OF_AN_IMAGE)
                                .with(Errand.IDLE)
                                .with(container.tries().pulled()));
        return there.pulled() ? turn.decided(with, Reasons.pulled(with, container)) : with;
    }

    private static PodWork noImage(
            PodWork pod, ContainerWork container, ImageFailed failed, Turn turn) {
        var again = !container.tries().pulls().delay().isZero();
        var tried = container.with(Errand.IDLE).with(container.tries().pullFailed(turn.now()));
        var because = Reasons.imageFailed(pod, tried, failed.reason(), failed.message());
        var shown =
                again && failed.reason().equals("ErrImagePull")
                        ? tried.waiting(
                                "ImagePullBackOff",
                                "Back-off pulling image \"%s\": %s: %s"
                                        .formatted(
                                                container.spec().image(),
                                                failed.reason(),
                                                failed.message()))
                        : tried.waiting(failed.reason(), failed.message());
        return turn.decided(pod.with(shown), because);
    }

    private static PodWork started(
            NodeWork work,
            PodWork pod,
            ContainerWork container,
            ContainerStarted started,
            Turn turn) {
        var sandbox = pod.sandboxes().known().stream().findFirst();
        var made =
                new Made(
                        started.id(),
                        sandbox.map(Sandboxes.Known::id).orElse(""),
                        started.attempt(),
                        ContainerSeen.State.RUNNING);
        var phase =
                switch (container.phase()) {
                    case Waiting waiting -> waiting.started(turn.wall());
                    case Terminated terminated -> terminated.started(turn.wall());
                    case Running running -> running.lost(turn.wall()).started(turn.wall());
                };
        var runs =
                container.made(made).in(phase).with(Errand.IDLE).with(container.tries().started());
        turn.happened(Sight.started(pod, runs, made, turn.wall()));
        var exit = Optional.ofNullable(work.exits().get(started.id()));
        return exit.map(it ->
                        Endings.ended(
                                pod.with(runs),
                                runs,
                                Endings.End.told(it.exitCode(), it.at()),
                                turn))
                .orElseGet(() -> pod.with(runs));
    }

    private static PodWork notStarted(
            PodWork pod, ContainerWork container, ContainerFailed failed, Turn turn) {
        var idle = container.with(Errand.IDLE);
        return switch (failed.step()) {
            case CONFIG -> refused(pod, idle, "CreateContainerConfigError", failed, turn);
            case CREATE ->
                    refused(pod, idle.from(Optional.empty()), "CreateContainerError", failed, turn)
                            .looking(Looking.WANTED);
            case UNSURE -> {
                var tried = idle.with(idle.tries().refused(turn.now()));
                var because = Reasons.startFailed(pod, tried, "RuntimeUnavailable", failed);
                yield turn.decided(pod.with(tried), because).looking(Looking.WANTED);
            }
            case START -> {
                var because = Reasons.startFailed(pod, idle, "RunContainerError", failed);
                var made =
                        new Made(
                                failed.id().orElse(""),
                                pod.sandboxes().known().stream()
                                        .findFirst()
                                        .map(Sandboxes.Known::id)
                                        .orElse(""),
                                failed.attempt(),
                                ContainerSeen.State.EXITED);
                var told = turn.decided(pod, because);
                yield Endings.neverBegan(told, idle.made(made), failed.message(), turn);
            }
        };
    }

    private static PodWork refused(
            PodWork pod,
            ContainerWork container,
            String reason,
            ContainerFailed failed,
            Turn turn) {
        var tried = container.with(container.tries().refused(turn.now()));
        var because = Reasons.startFailed(pod, tried, reason, failed);
        return turn.decided(pod.with(tried.waiting(reason, failed.message())), because);
    }

    private static PodWork stopped(
            PodWork pod, ContainerWork container, ContainerStopped stopped, Turn turn) {
        if (!container.is(stopped.id())) {
            return pod;
        }
        var idle = container.with(Errand.IDLE);
        if (!container.isAlive()) {
            return pod.with(idle);
        }
        if (stopped.seen().isEmpty()) {
            return Endings.lost(pod.with(idle), idle, turn);
        }
        var seen = stopped.seen().get();
        if (seen.state() != ContainerSeen.State.EXITED) {
            return pod.with(idle.with(idle.tries().refused(turn.now())));
        }
        return idle.phase() instanceof Running
                ? Endings.ended(pod, idle, Endings.End.seen(seen), turn)
                : Endings.foundEnded(pod, idle, Endings.End.seen(seen), turn);
    }

    private static PodWork notStopped(
            PodWork pod, ContainerWork container, StopFailed failed, Turn turn) {
        var tried = container.with(Errand.IDLE).with(container.tries().refused(turn.now()));
        var because = Reasons.stopFailed(pod, "container " + container.name(), failed.message());
        return turn.decided(pod.with(tried), because).looking(Looking.WANTED);
    }
}
