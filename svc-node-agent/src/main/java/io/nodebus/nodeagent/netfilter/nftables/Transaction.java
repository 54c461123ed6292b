package io.nodebus.nodeagent.netfilter.nftables;

import java.util.List;

/// Changes that become true together, in parts that belong to a Service each. May be cut between
/// two parts, never within one.
public record Transaction(List<Part> parts) {
    public Transaction {
        parts = List.copyOf(parts);
    }

    /// @param service whose changes these are: `namespace/name`
    public record Part(String service, List<ElementChange> changes) {
        public Part {
            changes = List.copyOf(changes);
        }
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    public int size() {
        return parts.stream().mapToInt(part -> part.changes().size()).sum();
    }
}
