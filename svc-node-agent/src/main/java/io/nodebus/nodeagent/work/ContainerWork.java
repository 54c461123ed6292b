package io.nodebus.nodeagent.work;

import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.ContainerStatus;
import io.nodebus.contracts.pod.PullPolicy;
import io.nodebus.nodeagent.containers.BackOff;
import io.nodebus.nodeagent.containers.ContainerPhase;
import io.nodebus.nodeagent.containers.Running;
import io.nodebus.nodeagent.containers.Terminated;
import io.nodebus.nodeagent.containers.Waiting;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// One container of a pod: where it is, what was made of it, and what is under way.
///
/// @param made the newest attempt there is, or was
/// @param next the number of the attempt after it
/// @param image what it runs from, once it is known to be there
/// @param asking when the runtime is to be asked how the last attempt ended
record ContainerWork(
        Container spec,
        ContainerPhase phase,
        Optional<Made> made,
        int next,
        Optional<Fetched> image,
        Errand errand,
        Tries tries,
        Optional<Asking> asking) {
    /// A container as the runtime has it.
    record Made(String id, String sandboxId, int attempt, ContainerSeen.State state) {
        Made in(ContainerSeen.State other) {
            return new Made(id, sandboxId, attempt, other);
        }
    }

    /// An image that is there.
    ///
    /// @param forAttempt for which attempt it was looked up or fetched; -1 when it was recalled
    record Fetched(String id, int forAttempt) {}

    /// What is under way for a container. One thing at a time.
    sealed interface Errand {
        Errand IDLE = new Idle();

        record Idle() implements Errand {}

        record Fetching() implements Errand {}

        record Starting(int attempt) implements Errand {}

        record Stopping(long graceSeconds) implements Errand {}
    }

    /// How often what was tried, and until when nothing is.
    ///
    /// @param failedAt when the newest attempt failed, zero when that is not known
    /// @param notBefore until when a back-off holds
    /// @param refusedUntil until when nothing is asked of a runtime that refused
    record Tries(
            BackOff restarts,
            BackOff pulls,
            BackOff refusals,
            Duration failedAt,
            Duration notBefore,
            Duration refusedUntil) {
        static final Tries NONE =
                new Tries(
                        BackOff.ofRestarts(),
                        BackOff.ofPulls(),
                        BackOff.ofRefusals(),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO);

        Duration due() {
            return notBefore.compareTo(refusedUntil) > 0 ? notBefore : refusedUntil;
        }

        Tries failed(Duration at, Duration until) {
            return new Tries(restarts, pulls, refusals, at, until, refusedUntil);
        }

        Tries restarting(Duration now) {
            var grown = restarts.grown(failedAt, now);
            return new Tries(grown, pulls, refusals, failedAt, Duration.ZERO, Duration.ZERO);
        }

        Tries pullFailed(Duration now) {
            var grown = pulls.grown(now, now);
            var until = now.plus(grown.delay());
            return new Tries(restarts, grown, refusals, failedAt, until, refusedUntil);
        }

        Tries refused(Duration now) {
            var grown = refusals.grown(now, now);
            var until = now.plus(grown.delay());
            return new Tries(restarts, pulls, grown, failedAt, notBefore, until);
        }

        Tries pulled() {
            return new Tries(
                    restarts, pulls.reset(), refusals, failedAt, Duration.ZERO, refusedUntil);
        }

        Tries started() {
            return new Tries(
                    restarts, pulls, refusals.reset(), failedAt, Duration.ZERO, Duration.ZERO);
        }

        /// The runtime answers again.
        Tries answered() {
            return new Tries(restarts, pulls, refusals, failedAt, notBefore, Duration.ZERO);
        }

        /// What was waited for may be there now.
        Tries atOnce() {
            return new Tries(restarts, pulls, refusals, failedAt, Duration.ZERO, Duration.ZERO);
        }
    }

    /// When the runtime is to be asked how an attempt ended. The next one may run by then.
    ///
    /// @param id of the container that ended
    /// @param times how often it was asked already
    /// @param ordered it is being asked
    record Asking(String id, int times, Duration at, boolean ordered) {
        Asking(String id, Duration at) {
            this(id, 0, at, false);
        }

        Asking now() {
            return new Asking(id, times + 1, at, true);
        }

        Asking again(Duration when) {
            return new Asking(id, times, when, false);
        }
    }

    static ContainerWork toBeStarted(Container spec) {
        return new ContainerWork(
                spec,
                Waiting.TO_BE_CREATED,
                Optional.empty(),
                0,
                Optional.empty(),
                Errand.IDLE,
                Tries.NONE,
                Optional.empty());
    }

    String name() {
        return spec.name();
    }

    /// It has a process, as far as known.
    boolean isAlive() {
        return made.isPresent()
                && switch (made.get().state()) {
                    case RUNNING, UNKNOWN -> true;
                    case CREATED, EXITED -> false;
                };
    }

    boolean isIn(ContainerSeen.State state) {
        return made.isPresent() && made.get().state() == state;
    }

    boolean isIdle() {
        return errand instanceof Errand.Idle;
    }

    boolean is(String id) {
        return made.isPresent() && made.get().id().equals(id);
    }

    /// As its pod's conditions and Services see it.
    boolean isReady() {
        return phase instanceof Running;
    }

    /// As the Kubernetes API counts.
    int restartCount() {
        return Math.max(0, next - 1);
    }

    ContainerWork in(ContainerPhase other) {
        return new ContainerWork(spec, other, made, next, image, errand, tries, asking);
    }

    /// An attempt is used up once it was started.
    ContainerWork made(Made other) {
        var created = other.state() == ContainerSeen.State.CREATED;
        return new ContainerWork(
                spec,
                phase,
                Optional.of(other),
                Math.max(next, created ? other.attempt() : other.attempt() + 1),
                image,
                errand,
                tries,
                asking);
    }

    ContainerWork unmade() {
        return new ContainerWork(spec, phase, Optional.empty(), next, image, errand, tries, asking);
    }

    /// Attempts up to this one are used up.
    ContainerWork usedUp(int attempt) {
        return new ContainerWork(
                spec, phase, made, Math.max(next, attempt + 1), image, errand, tries, asking);
    }

    ContainerWork from(Optional<Fetched> other) {
        return new ContainerWork(spec, phase, made, next, other, errand, tries, asking);
    }

    /// Its image has to be looked up first: `Always` asks before every attempt.
    boolean needsImage() {
        return image.isEmpty()
                || spec.pulls() == PullPolicy.Always && image.get().forAttempt() != next;
    }

    boolean waitsFor(Set<String> reasons) {
        return phase instanceof Waiting waiting && reasons.contains(waiting.reason());
    }

    /// What it waited for is there, if that is what it waited for.
    ContainerWork found(Set<String> reasons) {
        return phase instanceof Waiting waiting && reasons.contains(waiting.reason())
                ? in(waiting.creating())
                : this;
    }

    ContainerWork with(Errand other) {
        return new ContainerWork(spec, phase, made, next, image, other, tries, asking);
    }

    ContainerWork with(Tries other) {
        return new ContainerWork(spec, phase, made, next, image, errand, other, asking);
    }

    ContainerWork asking(Optional<Asking> other) {
        return new ContainerWork(spec, phase, made, next, image, errand, tries, other);
    }

    /// Waits for this reason, whatever came before.
    ContainerWork waiting(String reason, String message) {
        return in(
                switch (phase) {
                    case Waiting waiting -> waiting.because(reason, message);
                    case Terminated terminated -> terminated.waits(reason, message);
                    case Running running -> running;
                });
    }

    Optional<PodActions.ContainerView> view() {
        return made.map(it ->
                new PodActions.ContainerView(
                        it.id(),
                        name(),
                        it.state(),
                        phase.lastEnd().map(end -> end.exitCode()).orElse(0)));
    }

    ContainerStatus status(String runtime) {
        return new ContainerStatus(
                name(),
                spec.image(),
                image.map(Fetched::id),
                made.filter(it -> it.state() != ContainerSeen.State.CREATED)
                        .map(it -> runtime + "://" + it.id()),
                restartCount(),
                isReady(),
                phase.shown(),
                phase.before());
    }
}
