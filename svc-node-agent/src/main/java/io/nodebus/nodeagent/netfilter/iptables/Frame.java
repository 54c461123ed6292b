package io.nodebus.nodeagent.netfilter.iptables;

import static io.nodebus.nodeagent.netfilter.iptables.Chain.filter;
import static io.nodebus.nodeagent.netfilter.iptables.Chain.nat;

import io.nodebus.contracts.service.IpFamily;
import io.nodebus.nodeagent.netfilter.iptables.Chain.In;
import io.nodebus.nodeagent.netfilter.nftables.NodeNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The chains that no Service is in, what stands last in those that all Services are in, and the
/// jumps out of the kernel's own chains.
///
/// @param localhostNodePorts whether node ports answer on loopback too, as kube-proxy's
///   `iptables.localhostNodePorts`. The node needs `route_localnet` for it; what others send to its
///   loopback is dropped then
public record Frame(NodeNetwork network, boolean localhostNodePorts) {
    static final Chain SERVICES = nat("KUBE-SERVICES");
    static final Chain NODE_PORTS = nat("KUBE-NODEPORTS");
    static final Chain REFUSED_SERVICES = filter("KUBE-SERVICES");
    static final Chain REFUSED_NODE_PORTS = filter("KUBE-EXTERNAL-SERVICES");
    static final String MASQUERADE = "KUBE-MARK-MASQ";

    private static final NodeNetwork NOWHERE =
            new NodeNetwork("", IpFamily.IPv4, Optional.empty(), Optional.empty(), List.of());

    private static final String LOOPBACK = "127.0.0.0/8";
    private static final String NEW = "-m conntrack --ctstate NEW ";

    /// Not empty as kube-proxy's, or nobody would see that rules were flushed and chains left.
    public static final String CANARY = "KUBE-PROXY-CANARY";

    /// A rule that leads out of a chain of the kernel's own, to be put first there.
    ///
    /// @param rule without the chain it is in
    public record Jump(Chain from, String rule) {}

    /// In the order in which they are put first, one after the other.
    public List<Jump> jumps() {
        var external =
                NEW + "-m comment --comment \"kubernetes externally-visible service portals\"";
        var portals = "-m comment --comment \"kubernetes service portals\"";
        var firewall = NEW + "-m comment --comment \"kubernetes load balancer firewall\"";
        var jumps =
                new ArrayList<>(
                        List.of(
                                jump("INPUT", external, REFUSED_NODE_PORTS),
                                jump("FORWARD", external, REFUSED_NODE_PORTS),
                                jump(
                                        "INPUT",
                                        "-m comment --comment \"kubernetes health check service"
                                                + " ports\"",
                                        filter("KUBE-NODEPORTS")),
                                jump("FORWARD", NEW + portals, REFUSED_SERVICES),
                                jump("OUTPUT", NEW + portals, REFUSED_SERVICES),
                                jump(
                                        "FORWARD",
                                        "-m comment --comment \"kubernetes forwarding rules\"",
                                        filter("KUBE-FORWARD")),
                                jump("INPUT", firewall, filter("KUBE-PROXY-FIREWALL")),
                                jump("OUTPUT", firewall, filter("KUBE-PROXY-FIREWALL")),
                                jump("FORWARD", firewall, filter("KUBE-PROXY-FIREWALL")),
                                jump("OUTPUT", portals, SERVICES),
                                jump("PREROUTING", portals, SERVICES),
                                jump(
                                        "POSTROUTING",
                                        "-m comment --comment \"kubernetes postrouting rules\"",
                                        nat("KUBE-POSTROUTING"))));
        if (guardsLoopback()) {
            for (var from : List.of("INPUT", "OUTPUT")) {
                jumps.add(new Jump(filter(from), "-j KUBE-FIREWALL"));
            }
        }
        return jumps;
    }

    private static Jump jump(String from, String matches, Chain to) {
        return new Jump(new Chain(to.table(), from), matches + " -j " + to.name());
    }

    /// The chains that are there whatever Services there are, with their rules. Those of Services
    /// come before them.
    SortedMap<Chain, List<String>> chains() {
        var chains = new TreeMap<Chain, List<String>>();
        chains.put(SERVICES, nodePorts());
        chains.put(NODE_PORTS, List.of());
        chains.put(
                nat("KUBE-POSTROUTING"),
                List.of(
                        "-m mark ! --mark 0x4000/0x4000 -j RETURN",
                        "-j MARK --xor-mark 0x4000",
                        "-m comment --comment \"kubernetes service traffic requiring SNAT\""
                                + " -j MASQUERADE --random-fully"));
        chains.put(nat(MASQUERADE), List.of("-j MARK --or-mark 0x4000"));
        chains.put(REFUSED_SERVICES, List.of());
        chains.put(REFUSED_NODE_PORTS, List.of());
        chains.put(filter("KUBE-NODEPORTS"), List.of());
        chains.put(filter("KUBE-PROXY-FIREWALL"), List.of());
        chains.put(
                filter("KUBE-FORWARD"),
                List.of(
                        "-m conntrack --ctstate INVALID -j DROP",
                        "-m comment --comment \"kubernetes forwarding rules\""
                                + " -m mark --mark 0x4000/0x4000 -j ACCEPT",
                        "-m comment --comment \"kubernetes forwarding conntrack rule\""
                                + " -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"));
        if (guardsLoopback()) {
            chains.put(
                    filter("KUBE-FIREWALL"),
                    List.of(
                            "-m comment --comment \"block incoming localnet connections\""
                                    + " -d 127.0.0.0/8 ! -s 127.0.0.0/8"
                                    + " -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT"
                                    + " -j DROP"));
        }
        for (var table : In.values()) {
            chains.put(
                    new Chain(table, CANARY),
                    List.of("-m comment --comment \"gone when others flush\""));
        }
        return chains;
    }

    private boolean guardsLoopback() {
        return localhostNodePorts && network.family() == IpFamily.IPv4;
    }

    private List<String> nodePorts() {
        var note =
                "-m comment --comment \"kubernetes service nodeports; NOTE: this must be the last"
                        + " rule in this chain\" ";
        if (network.nodePortAddresses().isEmpty()) {
            var loopback =
                    switch (network.family()) {
                        case IPv4 -> localhostNodePorts ? "" : " ! -d " + LOOPBACK;
                        case IPv6 -> " ! -d ::1/128";
                    };
            return List.of(
                    note + "-m addrtype --dst-type LOCAL" + loopback + " -j " + NODE_PORTS.name());
        }
        return network.nodePortAddresses().stream()
                .map(address -> note + "-d " + address + " -j " + NODE_PORTS.name())
                .toList();
    }

    /// What takes all of it away: the jumps that were found, and every chain of ours.
    public static Restore removal(Found found) {
        var chains = new TreeMap<Chain, Optional<List<String>>>();
        var ours = new Frame(NOWHERE, true).chains().keySet();
        found.chains()
                .forEach((chain, _) -> {
                    if (chain.isOfAPort() || ours.contains(chain) && !isShared(chain)) {
                        chains.put(chain, Optional.empty());
                    }
                });
        return new Restore(chains, List.of(), found.jumpsTo(chains.keySet()));
    }

    /// kubelet has rules of its own there.
    private static boolean isShared(Chain chain) {
        return chain.name().equals("KUBE-FIREWALL");
    }
}
