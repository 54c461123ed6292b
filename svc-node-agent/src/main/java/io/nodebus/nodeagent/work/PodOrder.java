package io.nodebus.nodeagent.work;

import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PullPolicy;
import io.nodebus.nodeagent.runtime.ContainerConfig;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the `pods` room is told to do. Every order may be carried out twice, and after a restart of
/// the agent it may have been carried out half; each is answered by one [PodOutcome].
public sealed interface PodOrder {
    /// Whose pod it is; empty when it is about the node.
    String uid();

    /// Make and start a sandbox. Answered by [PodOutcome.SandboxRuns] or
    /// [PodOutcome.SandboxFailed].
    record RunSandbox(SandboxConfig config) implements PodOrder {
        @Override
        public String uid() {
            return config.uid();
        }
    }

    /// Stop a sandbox with all that runs in it, and remove it if so told. Answered by
    /// [PodOutcome.SandboxDropped] or [PodOutcome.DropFailed].
    record DropSandbox(String uid, String sandboxId, boolean remove) implements PodOrder {}

    /// See to it that an image is there. Answered by [PodOutcome.ImageThere] or
    /// [PodOutcome.ImageFailed].
    record FetchImage(String uid, String container, String image, PullPolicy policy)
            implements PodOrder {}

    /// Create a container and start it. Answered by [PodOutcome.ContainerStarted] or
    /// [PodOutcome.ContainerFailed].
    ///
    /// @param configs what the node was sent of the pod's namespace: `name/kind` to content;
    ///   Secrets are unsealed where the order is carried out, and nowhere else
    record StartContainer(
            String uid,
            String sandboxId,
            SandboxConfig sandbox,
            Pod pod,
            Container container,
            int attempt,
            String image,
            ContainerConfig.Resources resources,
            String nodeAddress,
            Optional<String> podAddress,
            Map<String, ConfigBound> configs)
            implements PodOrder {
        public StartContainer {
            configs = Sorted.copy(configs);
        }
    }

    /// Start a container that was created in another life of the agent. Answered as
    /// [StartContainer] is.
    record StartCreated(String uid, String container, int attempt, String id) implements PodOrder {}

    /// Ask a container to end, and end it after the grace. Answered by
    /// [PodOutcome.ContainerStopped] or [PodOutcome.StopFailed]. A second one with a shorter grace
    /// cuts the first one short.
    record StopContainer(String uid, String container, String id, long graceSeconds)
            implements PodOrder {}

    /// Ask the runtime how a container ended: it knows a little later than its event. Answered by
    /// [PodOutcome.Explained].
    record Explain(String uid, String container, String id) implements PodOrder {}

    /// Look at what the runtime has of one pod. Answered by [PodOutcome.PodSeen] or
    /// [PodOutcome.Unseen].
    record LookAtPod(String uid, long asOf) implements PodOrder {}

    /// Look at what the runtime has of all pods. Answered by [PodOutcome.NodeSeen] or
    /// [PodOutcome.Unseen].
    ///
    /// @param running ids of containers that need no second look if they still run
    /// @param logs whether to look at the logs too, which tell what was forgotten
    record LookAtNode(long asOf, Set<String> running, boolean logs) implements PodOrder {
        public LookAtNode {
            running = Set.copyOf(running);
        }

        @Override
        public String uid() {
            return "";
        }
    }
}
