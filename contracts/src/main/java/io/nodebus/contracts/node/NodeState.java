package io.nodebus.contracts.node;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.util.List;
import java.util.Map;

/// What travels on `nodes.state`, keyed by node, written by its agent, on change only.
public sealed interface NodeState {
    Topic<NodeState> TOPIC =
            new Topic<>("nodes.state", NodeState.class, Scope.OBJECT, Cleanup.COMPACT);

    String nodeUid();

    /// @param address the node's own address
    /// @param apiAddress `host:port` where its HTTP API answers
    /// @param apiCertificate SHA-256 of the certificate it answers with, base64
    /// @param publicKey X25519, base64: Secrets are sealed to it
    /// @param capacity `cpu`, `memory`, `pods`, `ephemeral-storage`
    /// @param labels the agent's own: hostname, os, arch, and those it was started with
    /// @param features what records may require of this agent
    @Type("node.registered.v1")
    record Registered(
            String nodeUid,
            String address,
            String apiAddress,
            String apiCertificate,
            String publicKey,
            Map<String, Quantity> capacity,
            Map<String, Quantity> allocatable,
            Map<String, String> labels,
            List<Taint> taints,
            List<String> features,
            List<NodeCondition> conditions,
            Versions nodeInfo)
            implements NodeState {
        public Registered {
            capacity = Sorted.copy(capacity);
            allocatable = Sorted.copy(allocatable);
            labels = Sorted.copy(labels);
            taints = List.copyOf(taints);
            features = List.copyOf(features);
            conditions = List.copyOf(conditions);
        }
    }

    /// Spelled as `status.nodeInfo` in the Kubernetes API.
    record Versions(
            String agentVersion,
            String containerRuntimeVersion,
            String kernelVersion,
            String osImage,
            String architecture,
            String bootId) {}
}
