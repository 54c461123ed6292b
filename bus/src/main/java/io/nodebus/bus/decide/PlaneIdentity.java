package io.nodebus.bus.decide;

import io.nodebus.contracts.meta.Sorted;
import java.util.Map;

/// Which bus this is. A foreign, wiped or restored one answers at the same address and is another
/// one (design law 9).
///
/// @param clusterId made when the brokers were formatted
/// @param planeId made when the plane was founded
/// @param partitions of every topic that is not single
/// @param topicIds made when a topic was created: kind to id
public record PlaneIdentity(
        String clusterId, String planeId, int partitions, Map<String, String> topicIds) {
    public PlaneIdentity {
        topicIds = Sorted.copy(topicIds);
    }

    /// Whether what is read here continues what was read there. A topic that only one of the two
    /// has takes nothing away.
    public boolean continues(PlaneIdentity earlier) {
        return clusterId.equals(earlier.clusterId)
                && planeId.equals(earlier.planeId)
                && topicIds.entrySet().stream()
                        .allMatch(topic ->
                                earlier.topicIds
                                        .getOrDefault(topic.getKey(), topic.getValue())
                                        .equals(topic.getValue()));
    }
}
