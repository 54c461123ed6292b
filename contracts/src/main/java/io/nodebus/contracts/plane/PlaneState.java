package io.nodebus.contracts.plane;

import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.time.Instant;
import java.util.Map;

/// What travels on `plane.state`: what a plane is.
///
/// | key | said by |
/// |---|---|
/// | `plane` | `topics apply`, once |
/// | `accepted` | svc-api, each time a person accepts a plane |
public sealed interface PlaneState {
    Topic<PlaneState> TOPIC =
            new Topic<>("plane.state", PlaneState.class, Scope.SINGLE, Cleanup.COMPACT);
    String KEY = "plane";
    String ACCEPTED = "accepted";

    /// @param partitions of every topic that is not single; never changes
    /// @param format of keys and partitioning; 1
    @Type("plane.founded.v1")
    record Founded(String planeId, int partitions, int format) implements PlaneState {}

    /// People said that this plane goes on where another one ended. A state, because whoever takes
    /// over later must know it too.
    ///
    /// @param topicIds made when a topic was created: kind to id
    /// @param at later than every acceptance before it, so that a plane which was left for this one
    ///   does not come back with an older one
    @Type("plane.accepted.v1")
    record Accepted(
            String clusterId,
            String planeId,
            int partitions,
            Map<String, String> topicIds,
            Instant at)
            implements PlaneState {
        public Accepted {
            topicIds = Sorted.copy(topicIds);
        }
    }
}
