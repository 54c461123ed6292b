package io.nodebus.contracts.rules;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.TrafficPolicy;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What travels on `rules.state`, written by svc-proxy-rules: one head per port and family of a
/// Service, and its endpoints in slices. All of a Service is in one partition.
///
/// | record | key |
/// |---|---|
/// | head | `namespace/name/tcp-80/ipv4/head` |
/// | slice | `namespace/name/tcp-80/ipv4/0` |
public sealed interface RuleState {
    Topic<RuleState> TOPIC =
            new Topic<>("rules.state", RuleState.class, Scope.OBJECT, Cleanup.COMPACT);

    int MOST_IN_A_SLICE = 100;

    /// What heads and slices of one port and family have before their last segment.
    static String prefix(String serviceKey, String portSlug, IpFamily family) {
        return serviceKey + "/" + portSlug + "/" + family.name().toLowerCase(Locale.ROOT);
    }

    static String headKey(String prefix) {
        return prefix + "/head";
    }

    static String sliceKey(String prefix, int slice) {
        return prefix + "/" + slice;
    }

    /// What a port means, without its endpoints.
    ///
    /// The set is complete when every slice named here was heard at the generation named here or a
    /// later one. A change within one slice is one record; a change that moves several is closed by
    /// its head, said last.
    ///
    /// @param serviceUid of the Service; a name may come again
    /// @param portName empty when the port has none
    /// @param internal who answers traffic to the cluster IP
    /// @param external who answers traffic from outside to the node port
    /// @param affinitySeconds how long a client comes back to its endpoint; absent when it does not
    /// @param publishNotReadyAddresses pods count as ready whatever they say
    @Type("rules.head.v1")
    record Head(
            Optional<String> serviceUid,
            Optional<String> portName,
            IpFamily family,
            Protocol protocol,
            int port,
            Optional<String> clusterIp,
            Optional<Integer> nodePort,
            TrafficPolicy internal,
            TrafficPolicy external,
            Optional<Integer> affinitySeconds,
            boolean publishNotReadyAddresses,
            List<SliceAt> slices)
            implements RuleState {
        public Head {
            slices = List.copyOf(slices);
        }
    }

    /// A slice a head counts on.
    record SliceAt(int slice, long generation) {}

    /// Some of the endpoints.
    ///
    /// @param generation grows with every change of this slice
    @Type("rules.slice.v1")
    record Slice(long generation, List<RuleEndpoint> endpoints) implements RuleState {
        public Slice {
            endpoints = List.copyOf(endpoints);
            if (endpoints.size() > MOST_IN_A_SLICE) {
                throw new IllegalArgumentException(
                        "a slice has at most %d endpoints, got %d"
                                .formatted(MOST_IN_A_SLICE, endpoints.size()));
            }
        }
    }
}
