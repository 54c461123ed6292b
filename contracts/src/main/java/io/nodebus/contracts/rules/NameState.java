package io.nodebus.contracts.rules;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.util.List;
import java.util.Optional;

/// What travels on `names.state`, keyed by `namespace/name` of a Service, written by
/// svc-proxy-rules: what DNS answers and rules do not say. A Service with a cluster IP is answered
/// from its rules.
public sealed interface NameState {
    Topic<NameState> TOPIC =
            new Topic<>("names.state", NameState.class, Scope.OBJECT, Cleanup.COMPACT);

    int MOST_ENDPOINTS = 1_000;

    /// A headless Service: its name is all its endpoints, and each with a hostname has a name below
    /// it.
    ///
    /// @param publishNotReadyAddresses pods count as ready whatever they say
    @Type("names.headless.v1")
    record Headless(boolean publishNotReadyAddresses, List<NamedEndpoint> endpoints)
            implements NameState {
        public Headless {
            endpoints = List.copyOf(endpoints);
            if (endpoints.size() > MOST_ENDPOINTS) {
                throw new IllegalArgumentException(
                        "a name has at most %d endpoints, got %d"
                                .formatted(MOST_ENDPOINTS, endpoints.size()));
            }
        }
    }

    /// @param hostname its name below the Service's
    /// @param node where it runs: that node's agent knows better (local truth)
    /// @param ports for SRV: those with a name
    record NamedEndpoint(
            String address,
            Optional<String> hostname,
            Optional<String> node,
            Optional<String> podUid,
            boolean ready,
            List<NamedPort> ports) {
        public NamedEndpoint {
            ports = List.copyOf(ports);
        }
    }

    record NamedPort(String name, Protocol protocol, int port) {}
}
