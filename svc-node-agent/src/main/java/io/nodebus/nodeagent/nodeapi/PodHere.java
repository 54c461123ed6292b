package io.nodebus.nodeagent.nodeapi;

import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A pod on this node: what it is to be, how it is, and where its containers and their logs are.
public record PodHere(
        Pod pod, PodState.Observed state, Optional<String> sandboxId, List<Container> containers) {
    public PodHere {
        containers = List.copyOf(containers);
    }

    /// Of the pod with this name.
    public Optional<Container> container(String name) {
        return containers.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /// A container of the pod, whether it was started or not.
    public record Container(String name, Optional<Attempt> current, Optional<Attempt> previous) {}

    /// One start of a container.
    ///
    /// @param log the file its runtime writes to
    public record Attempt(
            String containerId,
            int number,
            Path log,
            Optional<Instant> startedAt,
            boolean running) {}
}
