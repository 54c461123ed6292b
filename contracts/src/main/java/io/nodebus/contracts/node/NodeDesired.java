package io.nodebus.contracts.node;

import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What travels on `nodes.desired`, keyed by node, written by svc-api: what people decided about a
/// node.
public sealed interface NodeDesired {
    Topic<NodeDesired> TOPIC =
            new Topic<>("nodes.desired", NodeDesired.class, Scope.OBJECT, Cleanup.COMPACT);

    /// @param nodeUid the life that counts; records of other lives are ignored
    /// @param uid of the Node object
    /// @param podCidr where the node's pods get their addresses, e.g. `10.64.1.0/24`
    /// @param unschedulable cordoned: no new pods
    /// @param acceptPlane the cluster id whose absences the node may take as true (design law 9)
    @Type("node.approved.v1")
    record Approved(
            String nodeUid,
            String uid,
            Instant createdAt,
            Optional<String> podCidr,
            Optional<String> zone,
            Map<String, String> labels,
            Map<String, String> annotations,
            List<Taint> taints,
            boolean unschedulable,
            Optional<String> acceptPlane,
            Optional<Deletion> deletion)
            implements NodeDesired {
        public Approved {
            labels = Sorted.copy(labels);
            annotations = Sorted.copy(annotations);
            taints = List.copyOf(taints);
        }
    }
}
