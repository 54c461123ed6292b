package io.nodebus.nodeagent.work;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.nodeagent.resources.Qos;
import java.util.Map;
import java.util.Optional;

/// The node decisions are made for. Constant for one life of the agent.
///
/// @param uid of this life of the node; records of another one are not obeyed
/// @param address shown as `hostIP`
/// @param allocatable what pods may use together
/// @param memoryBytes all the node has
/// @param runtime the word before `://` in container ids
/// @param logRoot absolute; `/var/log/pods` as kubelet has it
/// @param cgroupParent absolute in the cgroup file system, empty for its root
/// @param names how pods find Services by name; as the runtime has it if absent
public record ThisNode(
        String name,
        String uid,
        String address,
        Map<String, Quantity> allocatable,
        long memoryBytes,
        String runtime,
        String logRoot,
        String cgroupParent,
        Optional<PodNames> names) {
    public ThisNode {
        allocatable = Sorted.copy(allocatable);
    }

    /// Where a pod's containers log, as kubelet names it.
    String logDirectory(Pod pod) {
        return "%s/%s_%s_%s"
                .formatted(
                        logRoot,
                        pod.metadata().namespace().orElse("default"),
                        pod.metadata().name().orElse(""),
                        pod.uid());
    }

    String cgroup(Pod pod) {
        return Qos.of(pod.spec()).cgroupOf(cgroupParent, pod.uid());
    }
}
