package io.nodebus.nodeagent.work;

import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.nodeagent.containers.Running;
import io.nodebus.nodeagent.containers.Terminated;
import io.nodebus.nodeagent.containers.Waiting;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.work.ContainerWork.Asking;
import io.nodebus.nodeagent.work.ContainerWork.Made;
import io.nodebus.nodeagent.work.PodOutcome.Explained;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What it means that a container ended: whether and when it is started again, and what is told.
final class Endings {
    /// The CRI admits an end about 48 ms after its event.
    static final Duration UNTIL_ADMITTED = Duration.ofMillis(60);

    static final String OUT_OF_MEMORY = "OOMKilled";

    private Endings() {}

    /// How a container ended.
    record End(
            int exitCode,
            String reason,
            Optional<String> message,
            Optional<Instant> startedAt,
            Instant at) {
        /// As an event tells it: the runtime's own word comes later.
        static End told(int exitCode, Instant at) {
            return new End(
                    exitCode,
                    exitCode == 0 ? "Completed" : "Error",
                    Optional.empty(),
                    Optional.empty(),
                    at);
        }

        static End seen(ContainerSeen seen) {
            var at = seen.finishedAt().or(seen::startedAt).orElse(seen.createdAt());
            var reason =
                    seen.reason().isEmpty() ? told(seen.exitCode(), at).reason() : seen.reason();
            return new End(seen.exitCode(), reason, message(seen.message()), seen.startedAt(), at);
        }

        private static Optional<String> message(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
    }

    /// A container that ran, as far as known, has ended.
    static PodWork ended(PodWork pod, ContainerWork container, End end, Turn turn) {
        if (!(container.phase() instanceof Running running)) {
            return pod;
        }
        var phase = running.exited(end.exitCode(), end.reason(), end.message(), end.at());
        return over(pod, container, phase, turn);
    }

    /// A container that ran is not there any more.
    static PodWork lost(PodWork pod, ContainerWork container, Turn turn) {
        if (!(container.phase() instanceof Running running)) {
            return pod;
        }
        var told = turn.decided(pod, Reasons.lost(pod, container));
        return over(told, container, running.lost(turn.wall()), turn);
    }

    /// An attempt this life of the agent knows nothing of has begun and ended.
    static PodWork foundEnded(PodWork pod, ContainerWork container, End end, Turn turn) {
        var found =
                new ContainerState.Terminated(
                        end.exitCode(), end.reason(), end.message(), end.startedAt(), end.at());
        var phase =
                switch (container.phase()) {
                    case Waiting waiting -> waiting.foundEnded(found);
                    case Terminated terminated -> terminated.foundEnded(found);
                    case Running running -> running.lost(turn.wall()).foundEnded(found);
                };
        return over(pod, container, phase, turn);
    }

    /// A container was made and its process could not be begun.
    static PodWork neverBegan(PodWork pod, ContainerWork container, String message, Turn turn) {
        var phase =
                switch (container.phase()) {
                    case Waiting waiting -> waiting.failedToStart(message, turn.wall());
                    case Terminated terminated -> terminated.failedToStart(message, turn.wall());
                    case Running running ->
                            running.lost(turn.wall()).failedToStart(message, turn.wall());
                };
        return over(pod, container, phase, turn);
    }

    private static PodWork over(PodWork pod, ContainerWork container, Terminated phase, Turn turn) {
        var now = turn.now();
        var ended = container.in(phase);
        if (container.made().isPresent()) {
            var made = container.made().get();
            ended =
                    ended.made(made.in(ContainerSeen.State.EXITED))
                            .asking(asking(made, phase, now));
            turn.happened(exited(pod, container, made, phase));
        }
        if (phase.end().reason().equals(OUT_OF_MEMORY)) {
            pod = turn.decided(pod, Reasons.outOfMemory(pod, ended));
        }
        var until = container.tries().restarts().holds(now);
        ended = ended.with(container.tries().failed(now, until.orElse(Duration.ZERO)));
        if (until.isEmpty() || !isStartedAgain(pod, phase)) {
            return pod.with(ended);
        }
        var delay = until.get().minus(now);
        var told = turn.decided(pod, Reasons.crashLoop(pod, ended, delay));
        return told.with(
                ended.waiting(
                        Waiting.CRASH_LOOP_BACK_OFF, Reasons.backOffSentence(pod, ended, delay)));
    }

    /// Only an unhappy end has more to it than its exit code.
    private static Optional<Asking> asking(Made made, Terminated phase, Duration now) {
        return phase.exitCode() == 0 || !phase.end().reason().equals("Error")
                ? Optional.empty()
                : Optional.of(new Asking(made.id(), now.plus(UNTIL_ADMITTED)));
    }

    private static boolean isStartedAgain(PodWork pod, Terminated phase) {
        return pod.stage() instanceof Stage.Kept
                && pod.spec().restarts().restartsAfter(phase.exitCode());
    }

    private static ContainerEvent exited(
            PodWork pod, ContainerWork container, Made made, Terminated phase) {
        return new ContainerEvent.Exited(
                pod.key(),
                pod.uid(),
                container.name(),
                made.id(),
                made.attempt(),
                phase.exitCode(),
                phase.end().reason(),
                phase.end().finishedAt());
    }

    /// The runtime says in its own words how the last attempt ended.
    static PodWork explained(PodWork pod, ContainerWork container, Explained answer, Turn turn) {
        if (container.asking().filter(it -> it.id().equals(answer.id())).isEmpty()) {
            return pod;
        }
        var seen = answer.seen();
        if (seen.isPresent() && seen.get().state() != ContainerSeen.State.EXITED) {
            return pod.with(container.asking(again(container.asking(), turn.now())));
        }
        var answered = container.asking(Optional.empty());
        if (seen.isEmpty() || container.phase().lastEnd().isEmpty()) {
            return pod.with(answered);
        }
        var end = container.phase().lastEnd().get();
        var told = End.seen(seen.get());
        if (told.reason().equals(end.reason()) && told.message().equals(end.message())) {
            return pod.with(answered);
        }
        var explained = answered.in(container.phase().explained(told.reason(), told.message()));
        var with = pod.with(explained);
        return told.reason().equals(OUT_OF_MEMORY)
                ? turn.decided(with, Reasons.outOfMemory(with, explained))
                : with;
    }

    private static Optional<Asking> again(Optional<Asking> asking, Duration now) {
        var most = 20;
        return asking.filter(it -> it.times() < most).map(it -> it.again(now.plus(UNTIL_ADMITTED)));
    }

    /// The kernel ended a process of the container for want of memory. Whether that ended the
    /// container, and that this is why, the runtime says.
    static PodWork outOfMemory(PodWork pod, ContainerWork container, String id, Turn turn) {
        var at = turn.now().plus(UNTIL_ADMITTED);
        return pod.with(container.asking(Optional.of(new Asking(id, at))));
    }
}
