package io.nodebus.nodeagent.netfilter.nftables;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.rules.Choice;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.Usable;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.TrafficPolicy;
import io.nodebus.nodeagent.netfilter.PortPlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Ports for tests: what they mean is worked out as an agent does it, on the node `here`.
public final class Plans {
    public static final String HERE = "here";

    private String service = "ns/web";
    private String name = "http";
    private Protocol protocol = Protocol.TCP;
    private Optional<String> clusterIp = Optional.of("172.30.0.1");
    private int port = 80;
    private Optional<Integer> nodePort = Optional.empty();
    private TrafficPolicy internal = TrafficPolicy.Cluster;
    private TrafficPolicy external = TrafficPolicy.Cluster;
    private Optional<Integer> affinity = Optional.empty();
    private List<RuleEndpoint> endpoints = List.of();

    private Plans() {}

    public static Plans port() {
        return new Plans();
    }

    public Plans of(String owner) {
        service = owner;
        return this;
    }

    public Plans named(String called) {
        name = called;
        return this;
    }

    public Plans udp() {
        protocol = Protocol.UDP;
        return this;
    }

    public Plans at(String ip, int number) {
        clusterIp = Optional.of(ip);
        port = number;
        return this;
    }

    public Plans nodePort(int number) {
        nodePort = Optional.of(number);
        return this;
    }

    public Plans internalLocal() {
        internal = TrafficPolicy.Local;
        return this;
    }

    public Plans externalLocal() {
        external = TrafficPolicy.Local;
        return this;
    }

    public Plans sticky(int seconds) {
        affinity = Optional.of(seconds);
        return this;
    }

    /// `10.64.0.2:8080`; on another node, or `10.64.0.2:8080@here`.
    public Plans to(String... targets) {
        return to(List.of(targets));
    }

    public Plans to(List<String> targets) {
        endpoints = targets.stream().map(Plans::endpoint).toList();
        return this;
    }

    public PortPlan plan() {
        return new PortPlan(
                service,
                name,
                IpFamily.IPv4,
                protocol,
                clusterIp,
                port,
                nodePort,
                choice(internal),
                choice(external),
                choice(TrafficPolicy.Cluster),
                external,
                affinity);
    }

    private Choice choice(TrafficPolicy policy) {
        return Usable.choice(policy, endpoints, HERE);
    }

    private static RuleEndpoint endpoint(String text) {
        var words = Stream.of(text.split("[:@]", -1)).toList();
        return new RuleEndpoint(
                words.get(0),
                Integer.parseInt(words.get(1)),
                Optional.of(words.size() > 2 ? words.get(2) : "elsewhere"),
                Optional.empty(),
                true,
                true,
                false);
    }
}
