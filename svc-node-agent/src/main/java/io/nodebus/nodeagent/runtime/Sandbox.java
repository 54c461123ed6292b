package io.nodebus.nodeagent.runtime;

import io.nodebus.contracts.meta.Sorted;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A sandbox as the runtime sees it.
public record Sandbox(
        String id,
        String namespace,
        String name,
        String uid,
        int attempt,
        boolean ready,
        Instant createdAt,
        Optional<String> ip,
        Map<String, String> labels) {
    public Sandbox {
        labels = Sorted.copy(labels);
    }
}
