package io.nodebus.nodeagent.services;

import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.contracts.rules.RuleState.Slice;
import io.nodebus.contracts.rules.RuleState.SliceAt;
import io.nodebus.contracts.rules.Usable;
import io.nodebus.contracts.service.TrafficPolicy;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.truth.OwnPods;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What was heard of one port in one family.
record PortRecords(Optional<Head> head, SortedMap<Integer, Slice> slices) {
    static final PortRecords NONE = new PortRecords(Optional.empty(), new TreeMap<>());

    PortRecords {
        slices = Collections.unmodifiableSortedMap(slices);
    }

    PortRecords with(Optional<Head> other) {
        return new PortRecords(other, slices);
    }

    PortRecords with(int number, Optional<Slice> slice) {
        var all = new TreeMap<>(slices);
        slice.ifPresentOrElse(it -> all.put(number, it), () -> all.remove(number));
        return new PortRecords(head, all);
    }

    boolean isEmpty() {
        return head.isEmpty() && slices.isEmpty();
    }

    /// Every slice the head counts on is there, as new as it counts on. No head, nothing to wait
    /// for.
    boolean isComplete() {
        return missing() == 0;
    }

    long missing() {
        return named().filter(at -> !isThere(at)).count();
    }

    long counted() {
        return named().count();
    }

    private boolean isThere(SliceAt at) {
        var slice = slices.get(at.slice());
        return slice != null && slice.generation() >= at.generation();
    }

    private Stream<SliceAt> named() {
        return head.stream().flatMap(it -> it.slices().stream());
    }

    /// What it means on this node, from what is there.
    Optional<PortPlan> plan(String prefix, String node, OwnPods pods) {
        return head.map(it -> {
            var endpoints = endpoints(it, pods);
            return new PortPlan(
                    RuleKey.service(prefix),
                    it.portName().orElse(""),
                    it.family(),
                    it.protocol(),
                    it.clusterIp(),
                    it.port(),
                    it.nodePort(),
                    Usable.choice(it.internal(), endpoints, node),
                    Usable.choice(it.external(), endpoints, node),
                    Usable.choice(TrafficPolicy.Cluster, endpoints, node),
                    it.external(),
                    it.affinitySeconds());
        });
    }

    /// In the order of slices, so that a change in one moves nothing in the others. Of two at one
    /// address the first counts that can do more: a node's own truth may bring a second.
    private List<RuleEndpoint> endpoints(Head it, OwnPods pods) {
        var all = new LinkedHashMap<String, RuleEndpoint>();
        it.slices().stream()
                .map(SliceAt::slice)
                .sorted()
                .flatMap(slice -> Optional.ofNullable(slices.get(slice)).stream())
                .flatMap(slice -> slice.endpoints().stream())
                .flatMap(said -> pods.truth(said, it.publishNotReadyAddresses()).stream())
                .forEach(endpoint ->
                        all.merge(
                                endpoint.target(),
                                endpoint,
                                (a, b) -> b.ready() && !a.ready() ? b : a));
        return List.copyOf(all.values());
    }
}
