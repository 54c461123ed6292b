package io.nodebus.contracts.pod;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What travels on `pods.state`, keyed by `node/namespace/name`, written by the node's agent.
public sealed interface PodState {
    Topic<PodState> TOPIC = new Topic<>("pods.state", PodState.class, Scope.NODE, Cleanup.COMPACT);

    static String key(String node, String podKey) {
        return node + "/" + podKey;
    }

    String uid();

    String nodeUid();

    /// What the pod is like on its node.
    ///
    /// @param because the newest thing worth telling: why it waits, failed, restarts
    /// @param ports named container ports, for Services: name to number
    /// @param terminating whether its deletion has begun
    @Type("pod.observed.v1")
    record Observed(
            String uid,
            String nodeUid,
            PodPhase phase,
            Optional<String> podIp,
            Optional<String> hostIp,
            Optional<Instant> startedAt,
            boolean ready,
            boolean terminating,
            List<ContainerStatus> containers,
            Map<String, String> labels,
            Map<String, Integer> ports,
            Optional<String> hostname,
            Optional<String> subdomain,
            Optional<Because> because)
            implements PodState {
        public Observed {
            containers = List.copyOf(containers);
            labels = Sorted.copy(labels);
            ports = Sorted.copy(ports);
        }
    }

    /// Nothing of this uid is left on the node, and nothing of it will run there again.
    @Type("pod.gone.v1")
    record Gone(String uid, String nodeUid, Instant at, Because because) implements PodState {}
}
