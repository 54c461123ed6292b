package io.nodebus.nodeagent.work;

import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.pod.RestartPolicy;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one look at a pod asks for: kubelet's rule, for regular containers.
///
/// @param killPod stop every container and the sandbox first
/// @param createSandbox then make a sandbox, of this attempt
/// @param startContainers names, in the order of the spec
/// @param killContainers ids, of those to be started again
public record PodActions(
        boolean killPod,
        boolean createSandbox,
        int attempt,
        List<String> startContainers,
        List<String> killContainers) {
    public PodActions {
        startContainers = List.copyOf(startContainers);
        killContainers = List.copyOf(killContainers);
    }

    /// A sandbox, as far as it matters here.
    public record SandboxView(int attempt, boolean ready, boolean hasAddress) {}

    /// The newest container of a name, as far as it matters here.
    public record ContainerView(String id, String name, ContainerSeen.State state, int exitCode) {}

    /// @param sandboxes newest first
    /// @param containers the newest of each name; a name may have none
    public static PodActions of(
            PodSpec spec, List<SandboxView> sandboxes, List<ContainerView> containers) {
        var newest = sandboxes.stream().findFirst();
        return newest.filter(sandbox -> sandbox.ready() && sandbox.hasAddress())
                .map(sandbox -> inSandbox(spec, sandbox, containers))
                .orElseGet(() -> anew(spec, newest, containers));
    }

    /// The sandbox is not there or not usable: everything that must run runs in a new one.
    private static PodActions anew(
            PodSpec spec, Optional<SandboxView> dead, List<ContainerView> containers) {
        var attempt = dead.map(sandbox -> sandbox.attempt() + 1).orElse(0);
        // What ran once under Never has had its chance.
        var tried = spec.restarts() == RestartPolicy.Never && attempt > 0 && !containers.isEmpty();
        var start =
                spec.containers().stream()
                        .map(container -> container.name())
                        .filter(name -> !tried && !isDone(spec, view(name, containers)))
                        .toList();
        return new PodActions(true, !start.isEmpty(), attempt, start, List.of());
    }

    private static PodActions inSandbox(
            PodSpec spec, SandboxView sandbox, List<ContainerView> containers) {
        var start = new ArrayList<String>();
        var kill = new ArrayList<String>();
        var kept = 0;
        for (var container : spec.containers()) {
            var there = view(container.name(), containers);
            if (isRunning(there)) {
                kept++;
            } else if (!isDone(spec, there)) {
                start.add(container.name());
                there.filter(view -> view.state() == ContainerSeen.State.UNKNOWN)
                        .ifPresent(view -> kill.add(view.id()));
            }
        }
        var nothingLeft = kept == 0 && start.isEmpty();
        return new PodActions(nothingLeft, false, sandbox.attempt(), start, kill);
    }

    private static boolean isRunning(Optional<ContainerView> there) {
        return there.isPresent() && there.get().state() == ContainerSeen.State.RUNNING;
    }

    /// It ended, and the policy lets it rest.
    private static boolean isDone(PodSpec spec, Optional<ContainerView> there) {
        return there.isPresent()
                && there.get().state() == ContainerSeen.State.EXITED
                && !spec.restarts().restartsAfter(there.get().exitCode());
    }

    private static Optional<ContainerView> view(String name, List<ContainerView> containers) {
        return containers.stream().filter(view -> view.name().equals(name)).findFirst();
    }
}
