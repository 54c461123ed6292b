package io.nodebus.nodeagent.runtime;

import io.nodebus.contracts.meta.Sorted;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A container as the runtime sees it.
///
/// @param imageId config digest, as [Image#id()]
/// @param exitCode meaningful when it has exited
/// @param reason the runtime's word: `Completed`, `Error`, `OOMKilled`, `StartError`...
/// @param logPath absolute
public record ContainerSeen(
        String id,
        String sandboxId,
        String name,
        int attempt,
        State state,
        String image,
        String imageId,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        int exitCode,
        String reason,
        String message,
        Optional<String> logPath,
        Map<String, String> labels,
        Map<String, String> annotations) {
    public ContainerSeen {
        labels = Sorted.copy(labels);
        annotations = Sorted.copy(annotations);
    }

    public enum State {
        CREATED,
        RUNNING,
        EXITED,
        UNKNOWN
    }
}
