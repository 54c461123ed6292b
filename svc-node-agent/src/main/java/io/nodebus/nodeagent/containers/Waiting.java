package io.nodebus.nodeagent.containers;

import io.nodebus.contracts.pod.ContainerState;
import java.time.Instant;
import java.util.Optional;

/// Not running, and meant to.
///
/// @param reason `ContainerCreating`, `CrashLoopBackOff`, `ErrImagePull`...
public record Waiting(
        String reason, Optional<String> message, Optional<ContainerState.Terminated> before)
        implements ContainerPhase {
    /// Where every container begins.
    public static final Waiting TO_BE_CREATED =
            new Waiting("ContainerCreating", Optional.empty(), Optional.empty());

    public static final String CRASH_LOOP_BACK_OFF = "CrashLoopBackOff";

    /// Still waiting, for another reason.
    public Waiting because(String reason, String message) {
        return new Waiting(reason, Optional.of(message), before);
    }

    /// What it waited for is there.
    public Waiting creating() {
        return new Waiting(TO_BE_CREATED.reason, Optional.empty(), before);
    }

    public Running started(Instant at) {
        return new Running(at, before);
    }

    /// It was made and would not start. That attempt is used up.
    public Terminated failedToStart(String message, Instant at) {
        return Terminated.neverStarted(message, at, before);
    }

    /// It began and ended while nobody looked.
    public Terminated foundEnded(ContainerState.Terminated end) {
        return new Terminated(end, before);
    }

    @Override
    public Waiting explained(String reason, Optional<String> message) {
        return new Waiting(
                this.reason,
                this.message,
                before.map(end -> Terminated.inOtherWords(end, reason, message)));
    }

    @Override
    public ContainerState.Waiting shown() {
        return new ContainerState.Waiting(reason, message);
    }
}
