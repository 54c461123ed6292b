package io.nodebus.nodeagent.netfilter;

import io.nodebus.contracts.meta.Sorted;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Ports that changed or are new, and ports that went, by the prefix of their rules
/// (`ns/name/tcp-80/ipv4`). What is in neither stays as it is. May be repeated without harm.
public record PortChanges(Map<String, PortPlan> changed, List<String> gone) {
    public PortChanges {
        changed = Sorted.copy(changed);
        gone = gone.stream().sorted().distinct().toList();
        if (gone.stream().anyMatch(changed::containsKey)) {
            throw new IllegalArgumentException("a port cannot both be and be gone: " + gone);
        }
    }

    public static PortChanges of(Map<String, PortPlan> changed) {
        return new PortChanges(changed, List.of());
    }

    public static PortChanges gone(Collection<String> prefixes) {
        return new PortChanges(Map.of(), List.copyOf(prefixes));
    }
}
