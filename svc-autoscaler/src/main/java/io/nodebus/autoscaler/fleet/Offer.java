package io.nodebus.autoscaler.fleet;

import static io.nodebus.contracts.pod.TaintEffect.PreferNoSchedule;

import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeState.Registered;
import io.nodebus.contracts.node.Taint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a node offers to pods: what its agent says and what people said, put together once.
///
/// @param labels people's over the agent's
/// @param taints those that keep pods away
/// @param features what its agent understands
public record Offer(
        Amounts allocatable,
        Map<String, String> labels,
        List<Taint> taints,
        List<String> features) {
    public static final String ZONE = "topology.kubernetes.io/zone";

    public Offer {
        labels = Sorted.copy(labels);
        taints = List.copyOf(taints);
        features = List.copyOf(features);
    }

    static Offer of(Registered registered, Approved approved) {
        var labels = new TreeMap<>(registered.labels());
        approved.zone().ifPresent(zone -> labels.put(ZONE, zone));
        labels.putAll(approved.labels());
        var taints = new LinkedHashSet<>(approved.taints());
        taints.addAll(registered.taints());
        return new Offer(
                Amounts.of(registered.allocatable()),
                labels,
                filtering(new ArrayList<>(taints)),
                registered.features());
    }

    private static List<Taint> filtering(List<Taint> taints) {
        taints.removeIf(taint -> taint.effect() == PreferNoSchedule);
        return taints;
    }
}
