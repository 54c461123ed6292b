package io.nodebus.contracts.rules;

import java.util.List;

/// What becomes of a new connection to a Service.
public sealed interface Choice {
    /// One of these takes it; never empty.
    record Among(List<RuleEndpoint> endpoints) implements Choice {
        public Among {
            endpoints = List.copyOf(endpoints);
            if (endpoints.isEmpty()) {
                throw new IllegalArgumentException("a choice among no endpoints is no choice");
            }
        }
    }

    /// Nobody in the fleet can take it: the client is told so.
    record Reject() implements Choice {}

    /// Others could take it, this node must not send it to them: the client is left waiting, so
    /// that it tries another node.
    record Drop() implements Choice {}
}
