package io.nodebus.nodeagent.containers;

import io.nodebus.contracts.pod.ContainerState;
import java.time.Instant;
import java.util.Optional;

/// An attempt ended. It is never resumed: what follows is the next attempt, whose `before` is this
/// end.
public record Terminated(ContainerState.Terminated end, Optional<ContainerState.Terminated> before)
        implements ContainerPhase {
    /// The exit code of a container whose process could not be begun, as containerd has it.
    public static final int START_ERROR = 128;

    static Terminated neverStarted(
            String message, Instant at, Optional<ContainerState.Terminated> before) {
        return new Terminated(
                new ContainerState.Terminated(
                        START_ERROR, "StartError", Optional.of(message), Optional.empty(), at),
                before);
    }

    /// The next attempt runs.
    public Running started(Instant at) {
        return new Running(at, Optional.of(end));
    }

    /// The next attempt has to wait.
    public Waiting waits(String reason, String message) {
        return new Waiting(reason, Optional.of(message), Optional.of(end));
    }

    /// The next attempt would not start.
    public Terminated failedToStart(String message, Instant at) {
        return neverStarted(message, at, Optional.of(end));
    }

    /// The next attempt began and ended while nobody looked.
    public Terminated foundEnded(ContainerState.Terminated next) {
        return new Terminated(next, Optional.of(end));
    }

    @Override
    public Terminated explained(String reason, Optional<String> message) {
        return new Terminated(inOtherWords(end, reason, message), before);
    }

    static ContainerState.Terminated inOtherWords(
            ContainerState.Terminated end, String reason, Optional<String> message) {
        return new ContainerState.Terminated(
                end.exitCode(), reason, message, end.startedAt(), end.finishedAt());
    }

    public int exitCode() {
        return end.exitCode();
    }

    @Override
    public ContainerState.Terminated shown() {
        return end;
    }
}
