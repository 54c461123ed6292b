package io.nodebus.nodeagent.resources;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.pod.PodSpec;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Whether a node has room for one more pod: what kubelet checks once more before it starts one.
public final class Room {
    /// Far above any node, and far enough below the largest long to be summed.
    private static final long MOST = Long.MAX_VALUE / 1024;

    private Room() {}

    /// What a node is short of. Amounts of CPU are thousandths.
    public record Shortage(String resource, long requested, long used, long capacity) {
        /// kubelet's word, spelled as there: `OutOfcpu`.
        public String reason() {
            return "OutOf" + resource;
        }

        /// kubelet's sentence.
        public String message() {
            return "Pod was rejected: Node didn't have enough resource: %s, requested: %d, used: %d, capacity: %d"
                    .formatted(resource, requested, used, capacity);
        }
    }

    /// The first resource that does not suffice, in the order pods, cpu, memory, others.
    ///
    /// @param there the pods that have been let in and have not ended
    public static Optional<Shortage> shortage(
            PodSpec pod, Collection<PodSpec> there, Map<String, Quantity> allocatable) {
        var most = allocatable.get("pods");
        if (most != null && there.size() + 1 > most.units()) {
            return Optional.of(new Shortage("pods", 1, there.size(), most.units()));
        }
        return PodResources.requests(pod).entrySet().stream()
                .filter(request -> request.getValue().value().signum() > 0)
                .map(request ->
                        shortageOf(request.getKey(), request.getValue(), there, allocatable))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Shortage> shortageOf(
            String resource,
            Quantity requested,
            Collection<PodSpec> there,
            Map<String, Quantity> allocatable) {
        var capacity = counted(resource, allocatable.getOrDefault(resource, Quantity.of(0)));
        var used = 0L;
        for (var pod : there) {
            var uses = PodResources.requests(pod).get(resource);
            used += uses == null ? 0 : counted(resource, uses);
        }
        var wants = counted(resource, requested);
        return wants > capacity - used
                ? Optional.of(new Shortage(resource, wants, used, capacity))
                : Optional.empty();
    }

    private static long counted(String resource, Quantity amount) {
        return Math.min(MOST, resource.equals("cpu") ? amount.milli() : amount.units());
    }
}
