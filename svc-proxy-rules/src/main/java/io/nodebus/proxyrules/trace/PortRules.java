package io.nodebus.proxyrules.trace;

import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.contracts.rules.RuleState.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A head with the endpoints of its slices.
public record PortRules(Head head, List<RuleEndpoint> endpoints) {
    public PortRules {
        endpoints = List.copyOf(endpoints);
    }

    /// Those that are complete: every slice is there, at the generation its head counts on or a
    /// later one.
    public static List<PortRules> of(Map<String, RuleState> records) {
        var rules = new ArrayList<PortRules>();
        records.forEach((key, record) -> {
            if (record instanceof Head head) {
                var prefix = key.substring(0, key.lastIndexOf('/'));
                var slices =
                        head.slices().stream()
                                .filter(at ->
                                        records.get(RuleState.sliceKey(prefix, at.slice()))
                                                        instanceof Slice slice
                                                && slice.generation() >= at.generation())
                                .map(at -> records.get(RuleState.sliceKey(prefix, at.slice())))
                                .toList();
                if (slices.size() == head.slices().size()) {
                    rules.add(new PortRules(head, endpoints(slices)));
                }
            }
        });
        return rules;
    }

    private static List<RuleEndpoint> endpoints(List<RuleState> slices) {
        var endpoints = new ArrayList<RuleEndpoint>();
        for (var record : slices) {
            if (record instanceof Slice slice) {
                endpoints.addAll(slice.endpoints());
            }
        }
        return endpoints;
    }

    boolean isFor(Packet packet) {
        return head.protocol() == packet.protocol()
                && head.port() == packet.port()
                && hasAddress(packet.to());
    }

    boolean hasAddress(String address) {
        return head.clusterIp().filter(address::equals).isPresent();
    }

    boolean hasNodePort(Packet packet) {
        return head.protocol() == packet.protocol()
                && head.nodePort().filter(port -> port == packet.port()).isPresent();
    }
}
