package io.nodebus.nodeagent.netfilter.iptables;

import io.nodebus.nodeagent.netfilter.PortPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// All ports as rules, and the way from one state to the next. A change writes the chains of the
/// ports that changed, and those of all ports only when their own lines there did. Confined to one
/// caller at a time.
public final class Ruleset {
    private final Frame frame;
    private final SortedMap<Chain, List<String>> frameChains;
    private final NavigableMap<String, PortRules> ports = new TreeMap<>();

    /// Whose a chain is. Of two ports that were given one name the last one's rules are in it.
    private final Map<Chain, NavigableMap<String, List<String>>> owners = new HashMap<>();

    public Ruleset(Frame frame) {
        this.frame = frame;
        this.frameChains = frame.chains();
    }

    private Ruleset copy() {
        var copy = new Ruleset(frame);
        ports.forEach(copy::put);
        return copy;
    }

    /// The same without all other ports.
    public Ruleset only(Collection<String> prefixes) {
        var fewer = new Ruleset(frame);
        for (var prefix : prefixes) {
            Optional.ofNullable(ports.get(prefix)).ifPresent(rules -> fewer.put(prefix, rules));
        }
        return fewer;
    }

    private void put(String prefix, PortPlan plan) {
        put(prefix, PortRules.of(plan, frame.network().podCidr()));
    }

    private void put(String prefix, PortRules rules) {
        remove(prefix);
        ports.put(prefix, rules);
        rules.own()
                .forEach((chain, lines) ->
                        owners.computeIfAbsent(chain, _ -> new TreeMap<>()).put(prefix, lines));
    }

    private void remove(String prefix) {
        var rules = ports.remove(prefix);
        if (rules != null) {
            for (var chain : rules.own().keySet()) {
                owners.computeIfPresent(
                        chain,
                        (_, of) -> {
                            of.remove(prefix);
                            return of.isEmpty() ? null : of;
                        });
            }
        }
    }

    /// Changes these ports, and says what the kernel needs for it that had this very ruleset.
    public Restore change(Map<String, Optional<PortPlan>> changes) {
        var before = new TreeMap<Chain, Optional<List<String>>>();
        var shared = new TreeMap<Chain, List<String>>();
        changes.keySet().forEach(prefix -> note(prefix, before, shared));
        changes.forEach((prefix, plan) ->
                plan.ifPresentOrElse(it -> put(prefix, it), () -> remove(prefix)));
        var sharedAfter = new TreeMap<Chain, List<String>>();
        var touched = new TreeMap<>(before);
        changes.keySet().forEach(prefix -> note(prefix, touched, sharedAfter));
        var chains = new TreeMap<Chain, Optional<List<String>>>();
        for (var chain : touched.keySet()) {
            var now = content(chain);
            if (!now.equals(before.getOrDefault(chain, Optional.empty()))) {
                chains.put(chain, now);
            }
        }
        var moved = new TreeSet<>(shared.keySet());
        moved.addAll(sharedAfter.keySet());
        for (var chain : moved) {
            if (!shared.getOrDefault(chain, List.of())
                    .equals(sharedAfter.getOrDefault(chain, List.of()))) {
                chains.put(chain, content(chain));
            }
        }
        return new Restore(chains, List.of(), List.of());
    }

    private void note(
            String prefix,
            Map<Chain, Optional<List<String>>> own,
            Map<Chain, List<String>> shared) {
        var rules = ports.get(prefix);
        if (rules != null) {
            rules.own().keySet().forEach(chain -> own.putIfAbsent(chain, content(chain)));
            rules.shared()
                    .forEach((chain, lines) ->
                            shared.computeIfAbsent(chain, _ -> new ArrayList<>()).addAll(lines));
        }
    }

    /// What the kernel needs to have exactly this, from what was found there.
    public Restore from(Found found) {
        var chains = new TreeMap<Chain, Optional<List<String>>>();
        var contents = contents();
        contents.forEach((chain, rules) -> {
            if (!found.has(chain, rules)) {
                chains.put(chain, Optional.of(rules));
            }
        });
        for (var chain : found.chains().keySet()) {
            if (chain.isOfAPort() && !contents.containsKey(chain)) {
                chains.put(chain, Optional.empty());
            }
        }
        return new Restore(
                chains,
                frame.jumps().stream().filter(jump -> !found.has(jump)).toList(),
                List.of());
    }

    /// All of it, for a kernel that has nothing.
    public Restore whole() {
        return from(new Found(Map.of()));
    }

    private SortedMap<Chain, List<String>> contents() {
        var contents = new TreeMap<Chain, List<String>>();
        frameChains.keySet().forEach(chain -> contents.put(chain, new ArrayList<>()));
        ports.values()
                .forEach(port ->
                        port.shared()
                                .forEach((chain, lines) -> lines(contents, chain).addAll(lines)));
        frameChains.forEach((chain, lines) -> lines(contents, chain).addAll(lines));
        owners.forEach((chain, of) -> contents.put(chain, of.lastEntry().getValue()));
        return contents;
    }

    private static List<String> lines(SortedMap<Chain, List<String>> contents, Chain chain) {
        return contents.computeIfAbsent(chain, _ -> new ArrayList<>());
    }

    private Optional<List<String>> content(Chain chain) {
        if (!frameChains.containsKey(chain)) {
            return Optional.ofNullable(owners.get(chain)).map(of -> of.lastEntry().getValue());
        }
        var lines = new ArrayList<String>();
        ports.values().forEach(port -> lines.addAll(port.shared().getOrDefault(chain, List.of())));
        lines.addAll(frameChains.getOrDefault(chain, List.of()));
        return Optional.of(lines);
    }

    /// The same with these ports as planned.
    public Ruleset with(Map<String, PortPlan> plans) {
        var more = copy();
        plans.forEach(more::put);
        return more;
    }

    /// What it has of these ports, to change back to.
    public Map<String, Optional<PortPlan>> plans(Collection<String> prefixes) {
        var plans = new TreeMap<String, Optional<PortPlan>>();
        for (var prefix : prefixes) {
            plans.put(prefix, Optional.ofNullable(ports.get(prefix)).map(PortRules::plan));
        }
        return plans;
    }
}
