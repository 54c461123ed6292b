package io.nodebus.nodeagent.work;

import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.pod.ContainerStatus;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.nodeagent.containers.ContainerPhase;
import io.nodebus.nodeagent.containers.Running;
import io.nodebus.nodeagent.containers.Terminated;
import io.nodebus.nodeagent.containers.Waiting;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.work.ContainerWork.Fetched;
import io.nodebus.nodeagent.work.ContainerWork.Made;
import io.nodebus.nodeagent.work.PodWork.Looking;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings what is known of a pod in line with what there is: with what was said of it before, and
/// with what the runtime has. Nothing is started or stopped here.
final class Sight {
    private Sight() {}

    /// What was said of this pod in another life of the agent.
    ///
    /// @param leftover the runtime has something of it, whatever was said
    static PodWork recalled(PodWork pod, Optional<PodState> said, boolean leftover) {
        if (!(pod.stage() instanceof Stage.Arriving arriving) || said.isEmpty()) {
            return pod;
        }
        return switch (said.get()) {
            case PodState.Gone _ when leftover ->
                    pod.in(arriving.ending(Reasons.leftover(), pod.spec().graceSeconds()));
            case PodState.Gone gone -> pod.in(arriving.recalled(gone));
            case PodState.Observed observed -> {
                var recalled =
                        pod.story(new PodWork.Story(observed.startedAt(), observed.because()));
                for (var status : observed.containers()) {
                    recalled =
                            recalled.with(status.name(), container -> recalled(container, status));
                }
                yield observed.phase().isTerminal()
                        ? recalled.in(arriving.recalled(observed.phase()))
                        : recalled;
            }
        };
    }

    private static Fetched recalled(String imageId) {
        return new Fetched(imageId, -1);
    }

    private static ContainerWork recalled(ContainerWork container, ContainerStatus status) {
        var phase = ContainerPhase.recalled(status.state(), status.lastState());
        var recalled = container.in(phase).from(status.imageId().map(Sight::recalled));
        if (status.containerId().isEmpty()) {
            return phase.lastEnd().isPresent() ? recalled.usedUp(status.restartCount()) : recalled;
        }
        var id = status.containerId().get();
        var state =
                switch (phase) {
                    case Running _ -> ContainerSeen.State.RUNNING;
                    case Terminated _, Waiting _ -> ContainerSeen.State.EXITED;
                };
        return recalled.made(
                new Made(id.substring(id.indexOf("://") + 3), "", status.restartCount(), state));
    }

    /// Attempts that left a log were made, whatever else was forgotten: a node that lost its
    /// journal and its runtime's memory still counts on.
    static PodWork logged(PodWork pod, Map<String, Integer> attempts, Turn turn) {
        var counted = pod;
        for (var container : pod.containers().values()) {
            var attempt = attempts.getOrDefault(container.name(), -1);
            if (attempt >= container.next()) {
                counted =
                        Endings.foundEnded(
                                counted, container.usedUp(attempt), unknown(turn.wall()), turn);
            }
        }
        return counted;
    }

    private static Endings.End unknown(Instant at) {
        var lost = new Running(at, Optional.empty()).lost(at).end();
        return new Endings.End(
                lost.exitCode(), lost.reason(), lost.message(), Optional.empty(), at);
    }

    /// What the runtime has of this pod.
    static PodWork seen(PodWork pod, PodOutcome.PodSeen seen, Turn turn) {
        var uses =
                seen.containers().stream()
                        .filter(it -> it.state() == ContainerSeen.State.RUNNING)
                        .max(Comparator.comparingInt(ContainerSeen::attempt))
                        .map(ContainerSeen::sandboxId);
        var looked = pod.looking(Looking.NO).with(pod.sandboxes().seen(seen.sandboxes(), uses));
        for (var name : List.copyOf(pod.containers().keySet())) {
            var newest =
                    seen.containers().stream()
                            .filter(it -> it.name().equals(name))
                            .max(Comparator.comparingInt(ContainerSeen::attempt));
            looked = seen(looked, name, newest, turn);
        }
        return looked;
    }

    private static PodWork seen(
            PodWork pod, String name, Optional<ContainerSeen> newest, Turn turn) {
        var container = pod.containers().get(name);
        if (container == null) {
            return pod;
        }
        var known = container.made();
        if (newest.isEmpty()
                || known.isPresent() && newest.get().attempt() < known.get().attempt()) {
            return unseen(pod, container, turn);
        }
        return known.isPresent() && known.get().id().equals(newest.get().id())
                ? again(pod, container, known.get(), newest.get(), turn)
                : adopted(pod, container, newest.get(), turn);
    }

    /// The runtime has nothing as new as what is known.
    private static PodWork unseen(PodWork pod, ContainerWork container, Turn turn) {
        if (container.made().isEmpty()) {
            return pod;
        }
        return switch (container.made().get().state()) {
            case RUNNING, UNKNOWN -> Endings.lost(pod, container, turn);
            case CREATED -> pod.with(container.unmade());
            case EXITED -> pod;
        };
    }

    private static PodWork again(
            PodWork pod, ContainerWork container, Made known, ContainerSeen seen, Turn turn) {
        var made = new Made(known.id(), seen.sandboxId(), known.attempt(), known.state());
        var placed = container.made(made);
        return switch (seen.state()) {
            case EXITED ->
                    switch (known.state()) {
                        case RUNNING, UNKNOWN ->
                                Endings.ended(pod, placed, Endings.End.seen(seen), turn);
                        case CREATED ->
                                Endings.foundEnded(pod, placed, Endings.End.seen(seen), turn);
                        case EXITED -> pod.with(placed);
                    };
            // The list is later than the event of an end: what ended does not run again.
            case RUNNING ->
                    known.state() == ContainerSeen.State.CREATED
                            ? adopted(pod, placed.unmade(), seen, turn)
                            : pod.with(placed);
            case CREATED -> pod.with(placed);
            case UNKNOWN -> pod.with(placed.made(made.in(ContainerSeen.State.UNKNOWN)));
        };
    }

    /// A container of another life of the agent, or one whose making was not answered.
    private static PodWork adopted(
            PodWork pod, ContainerWork container, ContainerSeen seen, Turn turn) {
        var made = new Made(seen.id(), seen.sandboxId(), seen.attempt(), seen.state());
        var adopted =
                container
                        .made(made)
                        .from(
                                seen.imageId().isEmpty()
                                        ? container.image()
                                        : Optional.of(recalled(seen.imageId())));
        return switch (seen.state()) {
            case RUNNING -> {
                var at = seen.startedAt().orElse(seen.createdAt());
                turn.happened(started(pod, adopted, made, at));
                yield pod.with(adopted.in(begun(container.phase(), at, turn)));
            }
            case EXITED -> Endings.foundEnded(pod, adopted, Endings.End.seen(seen), turn);
            case CREATED, UNKNOWN -> pod.with(adopted);
        };
    }

    private static Running begun(ContainerPhase before, Instant at, Turn turn) {
        return switch (before) {
            case Waiting waiting -> waiting.started(at);
            case Terminated terminated -> terminated.started(at);
            case Running running -> running.lost(turn.wall()).started(at);
        };
    }

    static ContainerEvent started(PodWork pod, ContainerWork container, Made made, Instant at) {
        return new ContainerEvent.Started(
                pod.key(), pod.uid(), container.name(), made.id(), made.attempt(), at);
    }
}
