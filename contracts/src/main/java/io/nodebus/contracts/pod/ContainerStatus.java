package io.nodebus.contracts.pod;

import java.util.Optional;

/// What one container of a pod is like.
///
/// @param restartCount how often it was started again; the CRI's attempt
/// @param containerId `containerd://...` of the newest container, when there is one
public record ContainerStatus(
        String name,
        String image,
        Optional<String> imageId,
        Optional<String> containerId,
        int restartCount,
        boolean ready,
        ContainerState state,
        Optional<ContainerState.Terminated> lastState) {}
