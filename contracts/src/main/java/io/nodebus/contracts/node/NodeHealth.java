package io.nodebus.contracts.node;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.time.Instant;

/// What travels on `nodes.health`, keyed by node, written by svc-autoscaler: the one place where
/// health is judged.
public sealed interface NodeHealth {
    Topic<NodeHealth> TOPIC =
            new Topic<>("nodes.health", NodeHealth.class, Scope.OBJECT, Cleanup.COMPACT);

    /// @param draining its pods must leave
    @Type("node.judged.v1")
    record Judged(String nodeUid, Verdict verdict, boolean draining, Instant since, Because because)
            implements NodeHealth {}

    enum Verdict {
        Ready,
        NotReady,
        Unknown,
        Lost
    }
}
