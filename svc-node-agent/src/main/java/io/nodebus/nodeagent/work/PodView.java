package io.nodebus.nodeagent.work;

import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.nodeagent.containers.Running;
import io.nodebus.nodeagent.containers.Terminated;
import io.nodebus.nodeagent.containers.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A pod as it can be looked at from outside: what it is to be, how it is, and where its parts are.
///
/// @param logDirectory where its containers log: `<container>/<attempt>.log`
public record PodView(
        Pod pod,
        PodState.Observed state,
        Optional<String> sandboxId,
        String logDirectory,
        List<ContainerView> containers) {
    public PodView {
        containers = List.copyOf(containers);
    }

    /// @param newest the newest attempt, if one was made
    /// @param previous the number of the one before
    public record ContainerView(
            String name, Optional<AttemptView> newest, Optional<Integer> previous) {}

    public record AttemptView(
            String containerId, int number, Optional<Instant> startedAt, boolean running) {}

    static PodView of(PodWork pod, ThisNode node) {
        return new PodView(
                pod.pod(),
                Report.observed(pod, node),
                pod.sandboxes().usable().map(Sandboxes.Known::id),
                node.logDirectory(pod.pod()),
                pod.containers().values().stream().map(PodView::container).toList());
    }

    private static ContainerView container(ContainerWork container) {
        return new ContainerView(
                container.name(),
                container
                        .made()
                        .map(made ->
                                new AttemptView(
                                        made.id(),
                                        made.attempt(),
                                        startedAt(container),
                                        container.isReady())),
                container
                        .made()
                        .map(ContainerWork.Made::attempt)
                        .filter(attempt -> attempt > 0)
                        .map(attempt -> attempt - 1));
    }

    private static Optional<Instant> startedAt(ContainerWork container) {
        return switch (container.phase()) {
            case Running running -> Optional.of(running.startedAt());
            case Terminated terminated -> terminated.end().startedAt();
            case Waiting waiting -> waiting.before().flatMap(ContainerState.Terminated::startedAt);
        };
    }
}
