package io.nodebus.contracts.node;

import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.time.Duration;

/// What travels on `nodes.heartbeats`, keyed by node, every 10 s. A reading: silence means
/// something.
public sealed interface NodeHeartbeat {
    Topic<NodeHeartbeat> TOPIC =
            new Topic<>(
                    "nodes.heartbeats",
                    NodeHeartbeat.class,
                    Scope.OBJECT,
                    Cleanup.after(Duration.ofHours(1)));

    /// Which life of the node speaks.
    String nodeUid();

    @Type("node.beat.v1")
    record Beat(String nodeUid) implements NodeHeartbeat {}
}
