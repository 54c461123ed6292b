package io.nodebus.nodeagent.containers;

import io.nodebus.contracts.pod.ContainerState;
import java.time.Instant;
import java.util.Optional;

/// Its process lives.
public record Running(Instant startedAt, Optional<ContainerState.Terminated> before)
        implements ContainerPhase {
    /// The exit code kubelet gives a container that vanished: as if killed.
    public static final int LOST = 137;

    /// The start is timed when it was answered, and a short life can be over before that.
    public Terminated exited(int exitCode, String reason, Optional<String> message, Instant at) {
        var began = startedAt.isAfter(at) ? at : startedAt;
        return new Terminated(
                new ContainerState.Terminated(exitCode, reason, message, Optional.of(began), at),
                before);
    }

    /// The runtime does not know it any more, so nobody can say how it ended.
    public Terminated lost(Instant noticedAt) {
        return exited(
                LOST,
                "ContainerStatusUnknown",
                Optional.of("The container could not be located when the node looked for it"),
                noticedAt);
    }

    @Override
    public Running explained(String reason, Optional<String> message) {
        return new Running(
                startedAt, before.map(end -> Terminated.inOtherWords(end, reason, message)));
    }

    @Override
    public ContainerState.Running shown() {
        return new ContainerState.Running(startedAt);
    }
}
