package io.nodebus.contracts.pod;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.meta.Sorted;
import java.util.Map;
import java.util.Optional;

/// What a container is promised and limited to: resource name (`cpu`, `memory`) to amount.
public record ResourceRequirements(Map<String, Quantity> requests, Map<String, Quantity> limits) {
    public static final ResourceRequirements NONE = new ResourceRequirements(Map.of(), Map.of());

    public ResourceRequirements {
        requests = Sorted.copy(requests);
        limits = Sorted.copy(limits);
    }

    /// What is asked for of a resource. A limit without a request asks for the limit.
    public Optional<Quantity> request(String resource) {
        return Optional.ofNullable(requests.get(resource)).or(() -> limit(resource));
    }

    public Optional<Quantity> limit(String resource) {
        return Optional.ofNullable(limits.get(resource));
    }
}
