package io.nodebus.nodeagent.resources;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.PodSpec;
import java.util.List;
import java.util.Optional;

/// Quality of service: who is squeezed first when a node runs short. Spelled as in the Kubernetes
/// API.
public enum Qos {
    /// Every container asks for exactly its limits of both CPU and memory.
    Guaranteed("kubepods"),
    /// Some container asks for, or is limited to, something.
    Burstable("kubepods/burstable"),
    /// Nobody asks for anything.
    BestEffort("kubepods/besteffort");

    private static final List<String> COUNTED = List.of("cpu", "memory");

    private final String cgroup;

    Qos(String cgroup) {
        this.cgroup = cgroup;
    }

    public static Qos of(PodSpec spec) {
        var containers = spec.containers();
        if (containers.stream().noneMatch(Qos::asksForSomething)) {
            return BestEffort;
        }
        return containers.stream().allMatch(Qos::isGuaranteed) ? Guaranteed : Burstable;
    }

    /// Where a pod's cgroup is, under the node's own: kubelet's tree.
    ///
    /// @param parent of the node, absolute in the cgroup file system
    public String cgroupOf(String parent, String podUid) {
        return "%s/%s/pod%s".formatted(parent, cgroup, podUid);
    }

    private static boolean asksForSomething(Container container) {
        return COUNTED.stream()
                .anyMatch(resource ->
                        isMore(container.requirements().request(resource))
                                || isMore(container.requirements().limit(resource)));
    }

    private static boolean isGuaranteed(Container container) {
        return COUNTED.stream()
                .allMatch(resource -> {
                    var limit = container.requirements().limit(resource);
                    var request = container.requirements().request(resource);
                    return isMore(limit)
                            && request.isPresent()
                            && request.get().value().compareTo(limit.get().value()) == 0;
                });
    }

    private static boolean isMore(Optional<Quantity> amount) {
        return amount.isPresent() && amount.get().value().signum() > 0;
    }
}
