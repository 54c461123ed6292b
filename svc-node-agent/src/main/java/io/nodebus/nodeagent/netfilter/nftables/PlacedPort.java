package io.nodebus.nodeagent.netfilter.nftables;

import static io.nodebus.nodeagent.netfilter.nftables.Element.in;

import io.nodebus.contracts.rules.Choice;
import io.nodebus.contracts.rules.Choice.Among;
import io.nodebus.contracts.rules.Choice.Reject;
import io.nodebus.contracts.service.TrafficPolicy;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.netfilter.nftables.Field.Address;
import io.nodebus.nodeagent.netfilter.nftables.Field.Index;
import io.nodebus.nodeagent.netfilter.nftables.Field.Port;
import io.nodebus.nodeagent.netfilter.nftables.Field.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A port whose endpoints have their places, and so its elements.
///
/// | what it is | elements |
/// |---|---|
/// | cluster IP | `cluster-ips`; `service-ips`, `size-N`, N × `endpoints` |
/// | nobody answers | `no-endpoint-services` in their place |
/// | others answer, not for us | `service-ips` in no size: dropped |
/// | node port | the same with `nodeport-` |
/// | ... of policy Local | `local-nodeports`, `local-size-N`, N × `local-endpoints` beside it |
/// | affinity | `sticky-SECONDS` |
record PlacedPort(
        PortPlan plan,
        Optional<Address> clusterIp,
        Optional<Port> nodePort,
        List<Target> internal,
        List<Target> near,
        List<Target> local) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9./:_-]*");

    /// @param had the target at a place, as the kernel has it
    /// @throws IllegalArgumentException when no rule can say this
    static PlacedPort of(PortPlan plan, BiFunction<Space, PlacedPort, List<@Nullable Target>> had) {
        if (!NAME.matcher(plan.title()).matches()) {
            throw new IllegalArgumentException("not a name: '" + plan.title() + "'");
        }
        var near = isLocal(plan) ? plan.anywhere() : plan.external();
        var local = isLocal(plan) ? Target.of(plan.external()) : List.<Target>of();
        var raw =
                new PlacedPort(
                        plan,
                        plan.clusterIp().map(Address::of),
                        plan.nodePort().map(Port::new),
                        Target.of(plan.internal()),
                        Target.of(near),
                        local);
        return new PlacedPort(
                plan,
                raw.clusterIp,
                raw.nodePort,
                Target.placed(had.apply(Space.CLUSTER_IP, raw), raw.internal),
                Target.placed(had.apply(Space.NODE_PORT, raw), raw.near),
                Target.placed(had.apply(Space.LOCAL, raw), raw.local));
    }

    /// By which a packet finds it: no two ports may have one in common.
    List<List<Field>> claims() {
        var claims = new ArrayList<List<Field>>();
        clusterIp.ifPresent(ip -> claims.add(service(ip)));
        nodePort.ifPresent(port -> claims.add(List.of(transport(), port)));
        return claims;
    }

    /// The targets that are in a space, in their places.
    List<Target> targets(Space space) {
        return switch (space) {
            case CLUSTER_IP -> clusterIp.isPresent() ? internal : List.of();
            case NODE_PORT -> nodePort.isPresent() ? near : List.of();
            case LOCAL -> nodePort.isPresent() ? local : List.of();
        };
    }

    /// Where the target at a place is found; only of a space the port is in.
    ElementKey at(Space space, int place) {
        var key = new ArrayList<>(key(space));
        key.add(new Index(place));
        return new ElementKey(space.endpoints(), key);
    }

    boolean isIn(Space space) {
        return switch (space) {
            case CLUSTER_IP -> clusterIp.isPresent();
            case NODE_PORT, LOCAL -> nodePort.isPresent();
        };
    }

    /// That nobody else has.
    List<Element> own() {
        var title = plan.title();
        var elements = new ArrayList<Element>();
        for (var space : Space.values()) {
            var targets = targets(space);
            for (int place = 0; place < targets.size(); place++) {
                var target = targets.get(place);
                elements.add(
                        new Element(
                                at(space, place), List.of(target.address(), target.port()), title));
            }
            if (!targets.isEmpty()) {
                elements.add(in(new ElementKey(space.size(targets.size()), key(space)), title));
            }
        }
        ways().map(key -> in(key, title)).forEach(elements::add);
        return elements;
    }

    /// In which sets it is, beside its sizes.
    private Stream<ElementKey> ways() {
        var ways = Stream.<ElementKey>builder();
        clusterIp.ifPresent(ip -> {
            var key = service(ip);
            ways.add(
                    new ElementKey(
                            known(
                                    plan.internal(),
                                    SetNames.SERVICE_IPS,
                                    SetNames.NO_ENDPOINT_SERVICES),
                            key));
            stickySeconds(internal)
                    .ifPresent(seconds -> ways.add(new ElementKey(SetNames.sticky(seconds), key)));
        });
        nodePort.ifPresent(port -> {
            var key = List.<Field>of(transport(), port);
            var choice = isLocal(plan) ? plan.anywhere() : plan.external();
            ways.add(
                    new ElementKey(
                            known(
                                    choice,
                                    SetNames.SERVICE_NODE_PORTS,
                                    SetNames.NO_ENDPOINT_NODE_PORTS),
                            key));
            if (isLocal(plan) && !(choice instanceof Reject)) {
                ways.add(new ElementKey(SetNames.LOCAL_NODE_PORTS, key));
            }
            stickySeconds(near)
                    .ifPresent(seconds ->
                            ways.add(new ElementKey(SetNames.stickyNodePort(seconds), key)));
        });
        return ways.build();
    }

    /// That other ports may have too.
    List<ElementKey> shared(String node) {
        var keys = new ArrayList<ElementKey>();
        clusterIp.ifPresent(ip -> keys.add(ElementKey.of(SetNames.CLUSTER_IPS, ip)));
        Stream.of(plan.internal(), plan.external(), plan.anywhere())
                .filter(Among.class::isInstance)
                .flatMap(choice -> ((Among) choice).endpoints().stream())
                .filter(endpoint -> endpoint.isOn(node))
                .map(Target::of)
                .distinct()
                .map(target ->
                        ElementKey.of(
                                SetNames.HAIRPINS,
                                target.address(),
                                target.address(),
                                transport(),
                                target.port()))
                .forEach(keys::add);
        return keys;
    }

    List<Growth> growth() {
        var growth = new ArrayList<Growth>();
        for (var space : Space.values()) {
            if (!targets(space).isEmpty()) {
                growth.add(new Growth.Size(space, targets(space).size()));
            }
        }
        plan.affinitySeconds().ifPresent(seconds -> growth.add(new Growth.Sticky(seconds)));
        return growth;
    }

    private Optional<Integer> stickySeconds(List<Target> targets) {
        return targets.isEmpty() ? Optional.empty() : plan.affinitySeconds();
    }

    private List<Field> key(Space space) {
        return switch (space) {
            case CLUSTER_IP -> service(clusterIp.orElseThrow());
            case NODE_PORT, LOCAL -> List.of(transport(), nodePort.orElseThrow());
        };
    }

    private List<Field> service(Address ip) {
        return List.of(ip, transport(), new Port(plan.port()));
    }

    private Transport transport() {
        return new Transport(plan.protocol());
    }

    private static boolean isLocal(PortPlan plan) {
        return plan.externalPolicy() == TrafficPolicy.Local;
    }

    private static String known(Choice choice, String known, String refused) {
        return choice instanceof Reject ? refused : known;
    }
}
