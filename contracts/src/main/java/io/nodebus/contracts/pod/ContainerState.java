package io.nodebus.contracts.pod;

import java.time.Instant;
import java.util.Optional;

/// The three states of a container in the Kubernetes API. On the wire: `{"running": {...}}`.
public sealed interface ContainerState {
    /// @param reason e.g. `ContainerCreating`, `CrashLoopBackOff`, `ErrImagePull`
    record Waiting(String reason, Optional<String> message) implements ContainerState {}

    record Running(Instant startedAt) implements ContainerState {}

    /// @param reason `Completed`, `Error`, `OOMKilled`, `ContainerCannotRun`...
    record Terminated(
            int exitCode,
            String reason,
            Optional<String> message,
            Optional<Instant> startedAt,
            Instant finishedAt)
            implements ContainerState {}
}
