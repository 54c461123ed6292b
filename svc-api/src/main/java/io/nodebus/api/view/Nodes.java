package io.nodebus.api.view;

import io.nodebus.api.view.Seen.Versions;
import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.node.NodeState.Registered;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The three topics of nodes, joined by name. Confined to its view.
public final class Nodes {
    private final Map<String, Read<Approved>> desired = new TreeMap<>();
    private final Map<String, Read<Registered>> states = new TreeMap<>();
    private final Map<String, Read<Judged>> verdicts = new TreeMap<>();

    Nodes() {}

    void desired(Heard<NodeDesired> heard) {
        heard.message()
                .ifPresentOrElse(
                        message ->
                                desired.put(
                                        heard.key(),
                                        switch (message) {
                                            case Approved approved -> Read.of(heard, approved);
                                        }),
                        () -> desired.remove(heard.key()));
    }

    void state(Heard<NodeState> heard) {
        heard.message()
                .ifPresentOrElse(
                        message ->
                                states.put(
                                        heard.key(),
                                        switch (message) {
                                            case Registered registered ->
                                                    Read.of(heard, registered);
                                        }),
                        () -> states.remove(heard.key()));
    }

    void health(Heard<NodeHealth> heard) {
        heard.message()
                .ifPresentOrElse(
                        message ->
                                verdicts.put(
                                        heard.key(),
                                        switch (message) {
                                            case Judged judged -> Read.of(heard, judged);
                                        }),
                        () -> verdicts.remove(heard.key()));
    }

    public Optional<Read<Approved>> desired(String node) {
        return Optional.ofNullable(desired.get(node));
    }

    public Optional<Read<Registered>> state(String node) {
        return Optional.ofNullable(states.get(node));
    }

    public Optional<Read<Judged>> health(String node) {
        return Optional.ofNullable(verdicts.get(node));
    }

    /// Every pod CIDR somebody has.
    public Set<String> podCidrs() {
        var taken = new TreeSet<String>();
        desired.values().forEach(read -> read.message().podCidr().ifPresent(taken::add));
        return taken;
    }

    /// Nodes people removed that are not gone yet.
    public Set<String> removed() {
        var removed = new TreeSet<String>();
        desired.forEach((name, read) -> {
            if (read.message().deletion().isPresent()) {
                removed.add(name);
            }
        });
        return removed;
    }

    void forgetState(String node) {
        states.remove(node);
    }

    void forgetHealth(String node) {
        verdicts.remove(node);
    }

    public Set<String> names() {
        var names = new TreeSet<String>();
        Stream.of(desired, states).forEach(topic -> names.addAll(topic.keySet()));
        return names;
    }

    Optional<NodeSeen> seen(String node) {
        var wanted = desired(node);
        var registered = state(node);
        return wanted.map(Read::said)
                .or(() -> registered.map(Read::said))
                .map(since ->
                        new NodeSeen(
                                node,
                                wanted.map(Read::message),
                                registered.map(Read::message),
                                health(node).map(Read::message),
                                wanted.map(w -> w.message().createdAt()).orElse(since),
                                Versions.NONE));
    }
}
