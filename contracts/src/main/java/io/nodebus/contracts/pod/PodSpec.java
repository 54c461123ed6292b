package io.nodebus.contracts.pod;

import io.nodebus.contracts.meta.Sorted;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a pod runs and where it may. A field the Kubernetes API has and this record has not is
/// refused at admission.
///
/// @param terminationGracePeriodSeconds absent means [#DEFAULT_GRACE_SECONDS]
/// @param restartPolicy absent means `Always`
public record PodSpec(
        List<Container> containers,
        Optional<RestartPolicy> restartPolicy,
        Optional<Long> terminationGracePeriodSeconds,
        Map<String, String> nodeSelector,
        Optional<Affinity> affinity,
        List<Toleration> tolerations,
        Optional<String> hostname,
        Optional<String> subdomain,
        Optional<String> nodeName) {
    /// As in the Kubernetes API.
    public static final long DEFAULT_GRACE_SECONDS = 30;

    public PodSpec {
        containers = List.copyOf(containers);
        nodeSelector = Sorted.copy(nodeSelector);
        tolerations = List.copyOf(tolerations);
    }

    public RestartPolicy restarts() {
        return restartPolicy.orElse(RestartPolicy.Always);
    }

    public long graceSeconds() {
        return terminationGracePeriodSeconds.orElse(DEFAULT_GRACE_SECONDS);
    }
}
