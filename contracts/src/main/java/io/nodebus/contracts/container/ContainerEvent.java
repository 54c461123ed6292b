package io.nodebus.contracts.container;

import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.time.Duration;
import java.time.Instant;

/// What travels on `containers.events`, keyed by node, written by its agent.
public sealed interface ContainerEvent {
    Topic<ContainerEvent> TOPIC =
            new Topic<>(
                    "containers.events",
                    ContainerEvent.class,
                    Scope.NODE,
                    Cleanup.after(Duration.ofDays(3)));

    String pod();

    String podUid();

    String container();

    /// @param pod `namespace/name`
    /// @param attempt how often it was started before
    @Type("container.started.v1")
    record Started(String pod, String podUid, String container, String id, int attempt, Instant at)
            implements ContainerEvent {}

    @Type("container.exited.v1")
    record Exited(
            String pod,
            String podUid,
            String container,
            String id,
            int attempt,
            int exitCode,
            String reason,
            Instant at)
            implements ContainerEvent {}
}
