package io.nodebus.nodeagent.work;

import io.nodebus.contracts.meta.Sorted;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of a [PodOrder].
public sealed interface PodOutcome {
    /// Whose pod it is; empty when it is about the node.
    String uid();

    record SandboxRuns(String uid, int attempt, String id, Optional<String> address)
            implements PodOutcome {}

    record SandboxFailed(String uid, int attempt, String message) implements PodOutcome {}

    record SandboxDropped(String uid, String sandboxId, boolean removed) implements PodOutcome {}

    record DropFailed(String uid, String sandboxId, String message) implements PodOutcome {}

    /// @param pulled it was fetched for this order
    record ImageThere(String uid, String container, String imageId, boolean pulled)
            implements PodOutcome {}

    /// @param reason kubelet's word: `ErrImagePull`, `ErrImageNeverPull`, `InvalidImageName`
    record ImageFailed(String uid, String container, String reason, String message)
            implements PodOutcome {}

    record ContainerStarted(String uid, String container, int attempt, String id)
            implements PodOutcome {}

    /// @param id of the container, when it was created
    record ContainerFailed(
            String uid,
            String container,
            int attempt,
            Optional<String> id,
            Step step,
            String message)
            implements PodOutcome {}

    /// How far a start came.
    enum Step {
        /// A variable comes from something that is not there.
        CONFIG,
        /// It could not be created.
        CREATE,
        /// It was created and its process could not be begun.
        START,
        /// No answer: it may have happened or not.
        UNSURE
    }

    /// @param seen how it ended; empty when the runtime does not know it
    record ContainerStopped(String uid, String container, String id, Optional<ContainerSeen> seen)
            implements PodOutcome {}

    record StopFailed(String uid, String container, String id, String message)
            implements PodOutcome {}

    record Explained(String uid, String container, String id, Optional<ContainerSeen> seen)
            implements PodOutcome {}

    /// Everything the runtime has of one pod.
    ///
    /// @param asOf of the order: what happened since counts more
    record PodSeen(String uid, long asOf, List<Sandbox> sandboxes, List<ContainerSeen> containers)
            implements PodOutcome {
        public PodSeen {
            sandboxes = List.copyOf(sandboxes);
            containers = List.copyOf(containers);
        }
    }

    /// Everything the runtime has of all pods.
    ///
    /// @param logged the highest attempt each container left a log of: uid to container to attempt
    record NodeSeen(long asOf, Map<String, PodSeen> pods, Map<String, Map<String, Integer>> logged)
            implements PodOutcome {
        public NodeSeen {
            pods = Sorted.copy(pods);
            logged = Sorted.copy(logged);
        }

        @Override
        public String uid() {
            return "";
        }
    }

    /// The runtime did not answer.
    ///
    /// @param uid of the pod that was looked at; empty for the node
    record Unseen(String uid, String message) implements PodOutcome {}
}
