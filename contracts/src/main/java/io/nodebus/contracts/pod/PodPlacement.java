package io.nodebus.contracts.pod;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;

/// What travels on `pods.placement`, keyed by `namespace/name`, written by svc-autoscaler. A uid is
/// placed once.
public sealed interface PodPlacement {
    Topic<PodPlacement> TOPIC =
            new Topic<>("pods.placement", PodPlacement.class, Scope.OBJECT, Cleanup.COMPACT);

    /// Which pod this is about; a name may come again with another uid.
    String uid();

    Because because();

    @Type("pod.placed.v1")
    record Placed(String uid, String node, String nodeUid, Because because)
            implements PodPlacement {}

    /// Fits nowhere for now; `because` has a figure per node.
    @Type("pod.pending.v1")
    record Pending(String uid, Because because) implements PodPlacement {}

    /// Placed, and must leave: svc-api writes the deletion.
    @Type("pod.evict.v1")
    record Evict(String uid, String node, String nodeUid, Because because)
            implements PodPlacement {}
}
