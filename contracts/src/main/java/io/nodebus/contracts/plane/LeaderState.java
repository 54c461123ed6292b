package io.nodebus.contracts.plane;

import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;

/// What travels on `leader.<service>`, keyed by service, written by the leader. Its classic group
/// is the election.
public sealed interface LeaderState {
    Topic<LeaderState> API = of("api");
    Topic<LeaderState> AUTOSCALER = of("autoscaler");
    Topic<LeaderState> PROXY_RULES = of("proxy-rules");

    private static Topic<LeaderState> of(String service) {
        return new Topic<>("leader." + service, LeaderState.class, Scope.SINGLE, Cleanup.COMPACT);
    }

    /// @param address where the leader's HTTP API answers, for standbys that pass writes on
    @Type("leader.leads.v1")
    record Leads(long epoch, String address) implements LeaderState {}
}
