package io.nodebus.nodeagent.registration;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.meta.Sorted;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What does not change of a node while its agent lives.
///
/// @param uid of this life of the node
/// @param apiAddress `host:port` where its API answers
/// @param apiCertificate SHA-256 of the certificate it answers with, base64
/// @param publicKey Secrets are sealed to it
/// @param network whether this agent makes the node's network
/// @param serviceCidr addresses of Services
/// @param nameServer address on which this node answers for names, if it does
public record Self(
        String name,
        String uid,
        String address,
        String apiAddress,
        String apiCertificate,
        String publicKey,
        Map<String, Quantity> capacity,
        Map<String, Quantity> allocatable,
        Map<String, String> labels,
        List<String> features,
        System system,
        boolean network,
        String serviceCidr,
        Optional<String> nameServer) {
    public Self {
        capacity = Sorted.copy(capacity);
        allocatable = Sorted.copy(allocatable);
        labels = Sorted.copy(labels);
        features = List.copyOf(features);
    }

    /// What the node runs on.
    public record System(
            String agentVersion,
            String kernelVersion,
            String osImage,
            String architecture,
            String bootId) {}
}
