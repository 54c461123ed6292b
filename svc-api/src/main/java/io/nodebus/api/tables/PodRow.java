package io.nodebus.api.tables;

import io.nodebus.api.view.PodSeen;
import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.contracts.pod.ContainerState.Running;
import io.nodebus.contracts.pod.ContainerState.Terminated;
import io.nodebus.contracts.pod.ContainerState.Waiting;
import io.nodebus.contracts.pod.ContainerStatus;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A pod as a row.
final class PodRow {
    static final List<Column> COLUMNS =
            List.of(
                    Column.name("Name of the pod, unique in its namespace."),
                    Column.text("Ready", "How many of its containers are ready."),
                    Column.text("Status", "What it is doing, in a word."),
                    Column.text("Restarts", "How often its containers were started again."),
                    Column.age(),
                    Column.wide("IP", "Its address."),
                    Column.wide("Node", "Where it runs."),
                    Column.wide("Nominated Node", "Always none: nothing is preempted."),
                    Column.wide("Readiness Gates", "Always none."));

    private static final String NONE = "<none>";
    private static final String CREATING = "ContainerCreating";
    private static final String COMPLETED = "Completed";

    private PodRow() {}

    static List<Object> cells(PodSeen pod, Instant now) {
        var containers = pod.observed().map(Observed::containers).orElse(List.of());
        var ready =
                containers.stream().filter(c -> c.ready() && c.state() instanceof Running).count();
        return List.of(
                pod.name(),
                ready + "/" + pod.wanted().pod().spec().containers().size(),
                status(pod, containers),
                restarts(containers, now),
                Age.of(pod.metadata().creationTimestamp(), now),
                pod.observed().flatMap(Observed::podIp).orElse(NONE),
                pod.node().orElse(NONE),
                NONE,
                NONE);
    }

    static boolean isCompleted(PodSeen pod) {
        return pod.phase().isTerminal();
    }

    /// The word a person looks for: the most telling of what the pod and its containers say.
    static String status(PodSeen pod, List<ContainerStatus> containers) {
        var deleted = pod.wanted().deletion().isPresent();
        if (deleted) {
            return pod.nodeIsSilent() ? "Unknown" : "Terminating";
        }
        if (pod.nodeIsSilent()) {
            return "NodeLost";
        }
        var words =
                containers.stream().map(c -> word(c.state())).flatMap(Optional::stream).toList();
        if (words.isEmpty()) {
            return phase(pod, containers);
        }
        var running = containers.stream().anyMatch(c -> c.ready() && c.state() instanceof Running);
        return words.getFirst().equals(COMPLETED) && running
                ? pod.ready() ? "Running" : "NotReady"
                : words.getFirst();
    }

    private static String phase(PodSeen pod, List<ContainerStatus> containers) {
        if (pod.phase() == PodPhase.Failed && containers.isEmpty()) {
            return pod.observed()
                    .flatMap(Observed::because)
                    .map(because -> because.reason())
                    .orElse(pod.phase().name());
        }
        var isPlaced = pod.placement().filter(PodPlacement.Placed.class::isInstance).isPresent();
        return containers.isEmpty() && isPlaced && pod.phase() == PodPhase.Pending
                ? CREATING
                : pod.phase().name();
    }

    private static Optional<String> word(ContainerState state) {
        return switch (state) {
            case Waiting(var reason, _) -> Optional.of(reason).filter(r -> !r.isEmpty());
            case Running _ -> Optional.empty();
            case Terminated(var exitCode, var reason, _, _, _) ->
                    Optional.of(reason.isEmpty() ? "ExitCode:" + exitCode : reason);
        };
    }

    private static String restarts(List<ContainerStatus> containers, Instant now) {
        var restarts = containers.stream().mapToInt(ContainerStatus::restartCount).sum();
        return containers.stream()
                .map(c -> c.lastState().map(Terminated::finishedAt).orElse(null))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .filter(_ -> restarts > 0)
                .map(last -> "%d (%s ago)".formatted(restarts, Age.of(Optional.of(last), now)))
                .orElse(Integer.toString(restarts));
    }
}
