package io.nodebus.autoscaler;

import io.nodebus.autoscaler.fleet.Fleet;
import io.nodebus.autoscaler.fleet.Judgement;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodPlacement;
import java.util.Map;
import java.util.TreeMap;

/// What our topics should hold, as the fleet is known (design law 2).
final class Implied {
    private Implied() {}

    static Map<String, PodPlacement> placements(Fleet fleet) {
        var implied = new TreeMap<String, PodPlacement>();
        fleet.pods()
                .all()
                .forEach((key, records) ->
                        records.placement().ifPresent(placement -> implied.put(key, placement)));
        return implied;
    }

    static Map<String, PodBound> bound(Fleet fleet) {
        var implied = new TreeMap<String, PodBound>();
        fleet.pods()
                .all()
                .forEach((key, records) ->
                        records.bound()
                                .forEach((node, held) ->
                                        implied.put(PodBound.key(node, key), held.record())));
        return implied;
    }

    static Map<String, NodeHealth> health(Fleet fleet) {
        var implied = new TreeMap<String, NodeHealth>();
        for (var node : fleet.nodes().all()) {
            node.judgement()
                    .map(Judgement::judged)
                    .ifPresent(judged -> implied.put(node.name(), judged));
        }
        return implied;
    }
}
