package io.nodebus.nodeagent.environment;

import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.pod.Pod;
import java.util.Map;
import java.util.Optional;

/// What a container's variables may come from.
///
/// @param configMaps of the pod's namespace: name to key to value
/// @param secrets of the pod's namespace, in clear text: name to key to value
/// @param podAddress known once there is a sandbox
public record Surroundings(
        Pod pod,
        String node,
        String nodeAddress,
        Optional<String> podAddress,
        Map<String, Map<String, String>> configMaps,
        Map<String, Map<String, String>> secrets) {
    public Surroundings {
        configMaps = Sorted.copy(configMaps);
        secrets = Sorted.copy(secrets);
    }

    /// Never shows what is in a Secret.
    @Override
    public String toString() {
        return "Surroundings[%s, configMaps=%s, secrets=%s]"
                .formatted(pod.key(), configMaps.keySet(), secrets.keySet());
    }
}
