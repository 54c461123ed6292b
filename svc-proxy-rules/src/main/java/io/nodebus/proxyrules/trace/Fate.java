package io.nodebus.proxyrules.trace;

import io.nodebus.contracts.rules.RuleEndpoint;
import java.util.List;

/// What becomes of a packet.
public sealed interface Fate {
    /// @param endpoints any of these
    /// @param masqueraded its source becomes the node
    record Sent(List<RuleEndpoint> endpoints, boolean masqueraded) implements Fate {
        public Sent {
            endpoints = List.copyOf(endpoints);
        }
    }

    record Rejected() implements Fate {}

    record Dropped() implements Fate {}

    /// No rule of ours is about it.
    record Untouched() implements Fate {}
}
