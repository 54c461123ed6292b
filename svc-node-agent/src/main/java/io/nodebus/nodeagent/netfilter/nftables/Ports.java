package io.nodebus.nodeagent.netfilter.nftables;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.nodeagent.netfilter.PortChanges;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.netfilter.nftables.Field.Address;
import io.nodebus.nodeagent.netfilter.nftables.Field.Index;
import io.nodebus.nodeagent.netfilter.nftables.Field.Port;
import io.nodebus.nodeagent.netfilter.nftables.Field.Transport;
import io.nodebus.nodeagent.netfilter.nftables.Planned.Gone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Which ports the kernel has by our knowledge, and how it comes from these to others. Whoever
/// holds it carries out what it plans, or lets it [#load] what is really there. Confined to one
/// caller at a time.
public final class Ports {
    private final String node;
    private final Map<String, PlacedPort> placed = new HashMap<>();

    /// Who has an address or node port; whoever comes second waits.
    private final Map<List<Field>, String> owners = new HashMap<>();

    /// How many ports an element is of, where it may be more than one.
    private final Map<ElementKey, Integer> shared = new HashMap<>();

    private final Map<String, Refused> refused = new TreeMap<>();

    /// Sets that are in the kernel.
    private final Set<String> sets = new HashSet<>();

    private record Refused(PortPlan plan, String because) {}

    public Ports(String node) {
        this.node = node;
    }

    /// From what was found to exactly what is wanted.
    public Planned load(Contents found, Map<String, PortPlan> wanted) {
        placed.clear();
        owners.clear();
        shared.clear();
        refused.clear();
        sets.clear();
        sets.addAll(found.sets());
        var steps = new Steps();
        new TreeMap<>(wanted)
                .forEach((prefix, plan) ->
                        said(prefix, plan, (space, port) -> had(found, space, port))
                                .ifPresent(port -> place(prefix, port, steps)));
        found.elements().values().forEach(element -> steps.was(service(element.at()), element));
        return new Planned(growth(placed.values()), steps.inOrder(), List.of(), true);
    }

    /// From one to the next, at the cost of the ports that changed.
    public Planned change(PortChanges changes) {
        var steps = new Steps();
        var before = new LinkedHashMap<String, PlacedPort>();
        changes.gone()
                .forEach(prefix -> {
                    refused.remove(prefix);
                    displace(prefix, before, steps);
                });
        var drafts = new LinkedHashMap<String, PlacedPort>();
        changes.changed()
                .forEach((prefix, plan) -> {
                    var now = placed.get(prefix);
                    if (now != null && now.plan().equals(plan)) {
                        refused.remove(prefix);
                        return;
                    }
                    said(prefix, plan, (space, port) -> had(now, space, port))
                            .ifPresent(draft -> {
                                displace(prefix, before, steps);
                                drafts.put(prefix, draft);
                            });
                });
        if (!before.isEmpty()) {
            waiting()
                    .forEach((prefix, plan) ->
                            said(prefix, plan, (_, _) -> List.of())
                                    .ifPresent(draft -> drafts.putIfAbsent(prefix, draft)));
        }
        drafts.forEach((prefix, port) -> place(prefix, port, steps));
        return new Planned(
                growth(
                        drafts.keySet().stream()
                                .flatMap(prefix -> Optional.ofNullable(placed.get(prefix)).stream())
                                .toList()),
                steps.inOrder(),
                gone(before),
                before.entrySet().stream()
                        .anyMatch(port -> movesClients(port.getKey(), port.getValue())));
    }

    /// The ports that have the address they ask for.
    public SortedMap<String, PortPlan> placed() {
        var plans = new TreeMap<String, PortPlan>();
        placed.forEach((prefix, port) -> plans.put(prefix, port.plan()));
        return plans;
    }

    public Optional<PortPlan> placed(String prefix) {
        return Optional.ofNullable(placed.get(prefix)).map(PlacedPort::plan);
    }

    /// Ports that are not as wanted, and why.
    public Map<String, String> refused() {
        var because = new TreeMap<String, String>();
        refused.forEach((prefix, waiting) -> because.put(prefix, waiting.because()));
        return because;
    }

    /// Whether somebody who talks to this address and port may be talking to that endpoint; empty
    /// when they are no Service's.
    public Optional<Boolean> serves(Address address, Protocol protocol, Port port, Target target) {
        return owner(address, protocol, port)
                .map(placedPort ->
                        placedPort.clusterIp().filter(address::equals).isPresent()
                                ? placedPort.internal().contains(target)
                                : placedPort.near().contains(target)
                                        || placedPort.local().contains(target));
    }

    /// Whether a client may be remembered with that endpoint.
    public boolean remembers(Address address, Protocol protocol, Port port, Target target) {
        return owner(address, protocol, port)
                        .filter(placedPort -> placedPort.plan().affinitySeconds().isPresent())
                        .isPresent()
                && serves(address, protocol, port, target).orElse(false);
    }

    /// Whose an element is; empty when it is nobody's or many's.
    private String service(ElementKey at) {
        var key = at.key();
        var claim = key.getLast() instanceof Index ? key.subList(0, key.size() - 1) : key;
        var prefix = owners.get(claim);
        var port = prefix == null ? null : placed.get(prefix);
        return port == null ? "" : port.plan().service();
    }

    private Optional<PlacedPort> owner(Address address, Protocol protocol, Port port) {
        var transport = new Transport(protocol);
        var ofService = owners.get(List.<Field>of(address, transport, port));
        var prefix = ofService != null ? ofService : owners.get(List.<Field>of(transport, port));
        return Optional.ofNullable(prefix).map(placed::get);
    }

    /// Those that have nothing in the kernel, and may have now that somebody made room.
    private Map<String, PortPlan> waiting() {
        var plans = new TreeMap<String, PortPlan>();
        refused.forEach((prefix, waiting) -> {
            if (!placed.containsKey(prefix)) {
                plans.put(prefix, waiting.plan());
            }
        });
        return plans;
    }

    /// As far as rules can say it.
    private Optional<PlacedPort> said(
            String prefix,
            PortPlan plan,
            BiFunction<Space, PlacedPort, List<@Nullable Target>> had) {
        try {
            return Optional.of(PlacedPort.of(plan, had));
        } catch (IllegalArgumentException unsayable) {
            refused.put(prefix, new Refused(plan, String.valueOf(unsayable.getMessage())));
            return Optional.empty();
        }
    }

    private void displace(String prefix, Map<String, PlacedPort> before, Steps steps) {
        var port = placed.remove(prefix);
        if (port != null) {
            before.put(prefix, port);
            port.claims().forEach(owners::remove);
            var service = port.plan().service();
            port.own().forEach(element -> steps.was(service, element));
            port.shared(node).forEach(key -> release(service, key, steps));
        }
    }

    private void place(String prefix, PlacedPort port, Steps steps) {
        var taken = port.claims().stream().filter(owners::containsKey).findFirst();
        if (taken.isPresent()) {
            refused.put(
                    prefix,
                    new Refused(
                            port.plan(),
                            "%s is %s's"
                                    .formatted(
                                            ElementKey.concatenated(taken.get()),
                                            owners.get(taken.get()))));
            return;
        }
        refused.remove(prefix);
        placed.put(prefix, port);
        port.claims().forEach(claim -> owners.put(claim, prefix));
        var service = port.plan().service();
        port.own().forEach(element -> steps.becomes(service, element));
        port.shared(node).forEach(key -> hold(service, key, steps));
    }

    private static List<@Nullable Target> had(
            @Nullable PlacedPort before, Space space, PlacedPort port) {
        return before == null || !port.isIn(space)
                ? List.of()
                : new ArrayList<>(before.targets(space));
    }

    private static List<@Nullable Target> had(Contents found, Space space, PlacedPort port) {
        var had = new ArrayList<@Nullable Target>();
        for (int place = 0; place < port.targets(space).size(); place++) {
            var element = found.elements().get(port.at(space, place));
            had.add(element == null ? null : target(element.value()));
        }
        return had;
    }

    private static @Nullable Target target(List<Field> value) {
        return value.size() == 2
                        && value.getFirst() instanceof Address address
                        && value.getLast() instanceof Port port
                ? new Target(address, port)
                : null;
    }

    private void hold(String service, ElementKey key, Steps steps) {
        if (shared.merge(key, 1, Integer::sum) == 1) {
            steps.becomes(service, Element.in(key, ""));
        }
    }

    private void release(String service, ElementKey key, Steps steps) {
        if (shared.merge(key, -1, (count, less) -> count + less == 0 ? null : count + less)
                == null) {
            steps.was(service, Element.in(key, ""));
        }
    }

    /// What has to be made for these ports; from now on it counts as made.
    private List<Growth> growth(Collection<PlacedPort> ports) {
        return ports.stream()
                .flatMap(port -> port.growth().stream())
                .filter(growth -> sets.addAll(growth.sets()))
                .toList();
    }

    private List<Gone> gone(Map<String, PlacedPort> before) {
        var gone = new ArrayList<Gone>();
        before.forEach((prefix, port) -> {
            if (port.plan().protocol() == Protocol.UDP) {
                var now = Optional.ofNullable(placed.get(prefix));
                for (var space : Space.values()) {
                    var staying =
                            new HashSet<>(now.map(same -> same.targets(space)).orElse(List.of()));
                    for (var target : port.targets(space)) {
                        if (!staying.contains(target)) {
                            gone.add(gone(port, space, target));
                        }
                    }
                }
            }
        });
        return gone;
    }

    private static Gone gone(PlacedPort port, Space space, Target target) {
        return switch (space) {
            case CLUSTER_IP ->
                    new Gone(port.clusterIp(), Protocol.UDP, new Port(port.plan().port()), target);
            case NODE_PORT, LOCAL ->
                    new Gone(Optional.empty(), Protocol.UDP, port.nodePort().orElseThrow(), target);
        };
    }

    private boolean movesClients(String prefix, PlacedPort before) {
        if (before.plan().affinitySeconds().isEmpty()) {
            return false;
        }
        var now = placed.get(prefix);
        return now == null
                || now.plan().affinitySeconds().isEmpty()
                || !now.claims().equals(before.claims())
                || !now.internal().containsAll(before.internal())
                || !now.near().containsAll(before.near())
                || !now.local().containsAll(before.local());
    }
}
