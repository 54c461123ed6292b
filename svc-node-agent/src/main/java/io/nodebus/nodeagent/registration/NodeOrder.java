package io.nodebus.nodeagent.registration;

import io.nodebus.nodeagent.routes.NetworkPlan;

/// What the node itself is to do. May be carried out twice.
public sealed interface NodeOrder {
    /// Ask the runtime how it is. Answered by [NodeNews.RuntimeSeen].
    record LookAtRuntime() implements NodeOrder {}

    /// Make the network as planned. Answered by [NodeNews.NetworkMade] or [NodeNews.NetworkFailed].
    record MakeNetwork(NetworkPlan plan) implements NodeOrder {}
}
