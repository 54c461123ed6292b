package io.nodebus.nodeagent;

import io.nodebus.contracts.service.IpFamily;
import io.nodebus.nodeagent.netfilter.Netfilter;
import io.nodebus.nodeagent.netfilter.iptables.Frame;
import io.nodebus.nodeagent.netfilter.kernel.Succession;
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
                                    "nftables", Succession.toNftables(network(settings, node))));
            case IPTABLES ->
                    Optional.of(
                            new ServiceProxy(
                                    "iptables",
                                    Succession.toIptables(
                                            new Frame(
                                                    network(settings, node),
                                                    settings.localhostNodePorts()))));
            case NONE -> Optional.empty();
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
