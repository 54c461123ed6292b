package io.nodebus.contracts.pod;

import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.util.Optional;

/// What travels on `pods.bound`, keyed by `node/namespace/name`, written by svc-autoscaler: what a
/// node must run, whole.
public sealed interface PodBound {
    Topic<PodBound> TOPIC = new Topic<>("pods.bound", PodBound.class, Scope.NODE, Cleanup.COMPACT);

    static String key(String node, String podKey) {
        return node + "/" + podKey;
    }

    /// @param nodeUid the life of the node it was bound to; another life does not obey
    @Type("pod.bound.v1")
    record Bound(String nodeUid, Pod pod, Optional<Deletion> deletion) implements PodBound {}

    String nodeUid();

    Pod pod();

    Optional<Deletion> deletion();
}
