package io.nodebus.contracts.node;

import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.util.List;

/// What travels on `routes.state`, keyed by node, written by its agent: how to reach a node's pods.
public sealed interface RouteState {
    Topic<RouteState> TOPIC =
            new Topic<>("routes.state", RouteState.class, Scope.OBJECT, Cleanup.COMPACT);

    @Type("node.route.v1")
    record Route(String nodeUid, String address, List<String> podCidrs) implements RouteState {
        public Route {
            podCidrs = List.copyOf(podCidrs);
        }
    }
}
