package io.nodebus.proxyrules.trace;

import io.nodebus.contracts.rules.Choice;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.rules.Usable;
import io.nodebus.contracts.service.TrafficPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Follows a packet through rules, on one node.
///
/// | to | from | among | masqueraded |
/// |---|---|---|---|
/// | cluster IP | anybody | internal policy | when no pod of the fleet, or always if told so |
/// | node port, Cluster | anybody | all | always |
/// | node port, Local | a pod | all | never |
/// | node port, Local | the node itself | all | always |
/// | node port, Local | others | the node's own | never |
///
/// Who is sent back to itself is masqueraded, or would hear an answer from itself.
public final class Tracer {
    private final List<PortRules> rules;

    /// @param records key to record of `rules.state`
    public Tracer(Map<String, RuleState> records) {
        rules = PortRules.of(records);
    }

    public Fate fate(Packet packet, Vantage at) {
        return first(port -> port.isFor(packet), port -> internal(port, packet, at))
                .or(() ->
                        at.hasNodePorts(packet.to())
                                ? first(
                                        port -> port.hasNodePort(packet),
                                        port -> external(port, packet, at))
                                : Optional.empty())
                .orElseGet(() -> beside(packet, at));
    }

    private Optional<Fate> first(Predicate<PortRules> match, Function<PortRules, Fate> fate) {
        return rules.stream().filter(match).findFirst().map(fate);
    }

    private static Fate internal(PortRules port, Packet packet, Vantage at) {
        return sent(
                Usable.choice(port.head().internal(), port.endpoints(), at.node()),
                packet,
                at.masqueradeAll() || at.isForeign(packet.from()));
    }

    private static Fate external(PortRules port, Packet packet, Vantage at) {
        var fromInside = at.isPod(packet.from()) || at.isItself(packet.from());
        return switch (port.head().external()) {
            case Cluster -> sent(choice(TrafficPolicy.Cluster, port, at), packet, true);
            case Local ->
                    fromInside
                            ? sent(
                                    choice(TrafficPolicy.Cluster, port, at),
                                    packet,
                                    !at.isPod(packet.from()))
                            : sent(choice(TrafficPolicy.Local, port, at), packet, false);
        };
    }

    private static Choice choice(TrafficPolicy policy, PortRules port, Vantage at) {
        return Usable.choice(policy, port.endpoints(), at.node());
    }

    private static Fate sent(Choice choice, Packet packet, boolean masqueraded) {
        return switch (choice) {
            case Choice.Among(var endpoints) ->
                    new Fate.Sent(
                            endpoints,
                            masqueraded
                                    || endpoints.stream()
                                            .anyMatch(endpoint ->
                                                    endpoint.address().equals(packet.from())));
            case Choice.Reject _ -> new Fate.Rejected();
            case Choice.Drop _ -> new Fate.Dropped();
        };
    }

    /// It is about no port of a Service, but may be about the addresses of some.
    private Fate beside(Packet packet, Vantage at) {
        return switch (at.mode()) {
            case iptables -> new Fate.Untouched();
            case nftables -> {
                if (rules.stream().anyMatch(port -> port.hasAddress(packet.to()))) {
                    yield new Fate.Rejected();
                }
                yield at.services().filter(range -> range.contains(packet.to())).isPresent()
                        ? new Fate.Dropped()
                        : new Fate.Untouched();
            }
        };
    }
}
