package io.nodebus.nodeagent;

import io.nodebus.contracts.service.IpFamily;
import io.nodebus.nodeagent.netfilter.Netfilter;
import io.nodebus.nodeagent.netfilter.kernel.Nftables;
import io.nodebus.nodeagent.netfilter.nftables.NodeNetwork;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import java.util.Optional;

/// What carries rules out on a node.
///
/// @param mode what people call it, e.g. `nftables`
public record ServiceProxy(String mode, Netfilter netfilter) {
    /// As set, in the network namespace of this process. Touches nothing before there are rules.
    public static Optional<ServiceProxy> of(NodeAgentSettings settings, String node) {
        return switch (settings.proxyMode()) {
            case NFTABLES ->
                    Optional.of(
                            new ServiceProxy(
                                    "nftables", Nftables.overNetlink(network(settings, node))));
            case IPTABLES, NONE -> Optional.empty();
        };
    }

    private static NodeNetwork network(NodeAgentSettings settings, String node) {
        return new NodeNetwork(
                node,
                IpFamily.IPv4,
                given(settings.clusterCidr()),
                given(settings.serviceCidr()),
                settings.nodePortAddresses());
    }

    private static Optional<String> given(String cidr) {
        return Optional.of(cidr).filter(it -> !it.isEmpty());
    }
}
