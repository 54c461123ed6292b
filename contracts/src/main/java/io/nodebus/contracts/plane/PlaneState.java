package io.nodebus.contracts.plane;

import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;

/// What travels on `plane.state`, keyed `plane`, written once by `topics apply`.
public sealed interface PlaneState {
    Topic<PlaneState> TOPIC =
            new Topic<>("plane.state", PlaneState.class, Scope.SINGLE, Cleanup.COMPACT);
    String KEY = "plane";

    /// @param partitions of every topic that is not single; never changes
    /// @param format of keys and partitioning; 1
    @Type("plane.founded.v1")
    record Founded(String planeId, int partitions, int format) implements PlaneState {}
}
