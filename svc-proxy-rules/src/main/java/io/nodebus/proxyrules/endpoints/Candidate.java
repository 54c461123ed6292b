package io.nodebus.proxyrules.endpoints;

import io.nodebus.contracts.pod.PodState.Observed;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.TargetPort;
import java.util.Map;
import java.util.Optional;

/// A pod that a Service selects, as far as traffic is concerned.
///
/// @param reachable its node is neither Unknown nor Lost
/// @param serving it answers, and so does its node
/// @param ports named container ports
public record Candidate(
        String address,
        String node,
        String podUid,
        Optional<String> hostname,
        Optional<String> subdomain,
        boolean reachable,
        boolean serving,
        boolean terminating,
        Map<String, Integer> ports) {
    /// A pod on a node that answers. Empty when it can never take traffic: it has no address, or
    /// has ended.
    public static Optional<Candidate> of(String node, Observed pod) {
        return pod.phase().isTerminal()
                ? Optional.empty()
                : pod.podIp()
                        .filter(ip -> Address.refused(ip).isEmpty())
                        .map(ip ->
                                new Candidate(
                                        ip,
                                        node,
                                        pod.uid(),
                                        pod.hostname(),
                                        pod.subdomain(),
                                        true,
                                        pod.ready(),
                                        pod.terminating(),
                                        pod.ports()));
    }

    /// While its node is Unknown or Lost. It stays, and does not serve, for its own node may know
    /// better.
    public Candidate unreachable() {
        return new Candidate(
                address, node, podUid, hostname, subdomain, false, false, terminating, ports);
    }

    public boolean isOf(IpFamily family) {
        return IpFamily.of(address) == family;
    }

    /// May get new connections.
    public boolean isReady(boolean publishNotReady) {
        return publishNotReady ? reachable : serving && !terminating;
    }

    /// The number a target port is on this pod; empty when it has no port of that name.
    public Optional<Integer> number(TargetPort target) {
        return target.number().or(() -> target.name().map(ports::get));
    }

    /// It, behind a port.
    public RuleEndpoint at(int port, boolean publishNotReady) {
        return new RuleEndpoint(
                address,
                port,
                Optional.of(node),
                Optional.of(podUid),
                isReady(publishNotReady),
                serving,
                terminating);
    }
}
