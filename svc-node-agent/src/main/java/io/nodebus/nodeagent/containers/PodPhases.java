package io.nodebus.nodeagent.containers;

import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.contracts.pod.ContainerStatus;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.pod.RestartPolicy;
import java.util.List;

/// The phase of a pod, from its containers: kubelet's rule.
public final class PodPhases {
    private PodPhases() {}

    /// @param stopped the node has stopped the pod for good
    public static PodPhase of(PodSpec spec, List<ContainerStatus> statuses, boolean stopped) {
        var counts = Counts.of(spec, statuses);
        if (counts.waiting > 0 || counts.unknown > 0) {
            return PodPhase.Pending;
        }
        if (counts.running > 0) {
            return PodPhase.Running;
        }
        if (counts.stopped == 0) {
            return PodPhase.Pending;
        }
        var allSucceeded = counts.stopped == counts.succeeded;
        if (stopped) {
            return allSucceeded ? PodPhase.Succeeded : PodPhase.Failed;
        }
        if (spec.restarts() == RestartPolicy.Always) {
            return PodPhase.Running;
        }
        if (allSucceeded) {
            return PodPhase.Succeeded;
        }
        return spec.restarts() == RestartPolicy.Never ? PodPhase.Failed : PodPhase.Running;
    }

    private record Counts(int unknown, int waiting, int running, int stopped, int succeeded) {
        static Counts of(PodSpec spec, List<ContainerStatus> statuses) {
            var counts = new Counts(0, 0, 0, 0, 0);
            for (var container : spec.containers()) {
                counts =
                        statuses.stream()
                                .filter(status -> status.name().equals(container.name()))
                                .findFirst()
                                .map(counts::and)
                                .orElseGet(counts::andUnknown);
            }
            return counts;
        }

        private Counts andUnknown() {
            return new Counts(unknown + 1, waiting, running, stopped, succeeded);
        }

        private Counts and(ContainerStatus status) {
            return switch (status.state()) {
                // One that waits after an end is between two attempts, not on its way to the first.
                case ContainerState.Waiting _ when status.lastState().isPresent() ->
                        new Counts(unknown, waiting, running, stopped + 1, succeeded);
                case ContainerState.Waiting _ ->
                        new Counts(unknown, waiting + 1, running, stopped, succeeded);
                case ContainerState.Running _ ->
                        new Counts(unknown, waiting, running + 1, stopped, succeeded);
                case ContainerState.Terminated end ->
                        new Counts(
                                unknown,
                                waiting,
                                running,
                                stopped + 1,
                                succeeded + (end.exitCode() == 0 ? 1 : 0));
            };
        }
    }
}
