package io.nodebus.nodeagent.pods;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.seal.NodeKey;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.nodeagent.environment.Surroundings;
import io.nodebus.nodeagent.work.PodOrder;
import java.util.Map;
import java.util.TreeMap;

/// What a container's variables come from, in clear text. Secrets are unsealed here, on their way
/// into a container, and are kept nowhere.
final class Clearing {
    private final String node;
    private final NodeKey key;

    Clearing(String node, NodeKey key) {
        this.node = node;
        this.key = key;
    }

    /// @throws io.nodebus.bus.seal.Unsealable when a Secret is not for this node's key
    Surroundings of(PodOrder.StartContainer order, String nodeAddress) {
        var configMaps = new TreeMap<String, Map<String, String>>();
        var secrets = new TreeMap<String, Map<String, String>>();
        var namespace = order.pod().metadata().namespace().orElse("default");
        order.configs()
                .forEach((nameAndKind, config) -> {
                    var name = nameAndKind.substring(0, nameAndKind.lastIndexOf('/'));
                    switch (config) {
                        case ConfigBound.MapBound map -> configMaps.put(name, map.data());
                        case ConfigBound.SecretBound sealed -> {
                            if (isNamed(order, name)) {
                                var key = ConfigBound.key(node, namespace + "/" + nameAndKind);
                                secrets.put(name, opened(key, sealed));
                            }
                        }
                    }
                });
        return new Surroundings(
                order.pod(), node, nodeAddress, order.podAddress(), configMaps, secrets);
    }

    private Map<String, String> opened(String boundKey, ConfigBound.SecretBound sealed) {
        var opened = new TreeMap<String, String>();
        key.open(boundKey, sealed)
                .forEach((name, value) -> opened.put(name, new String(value, UTF_8)));
        return opened;
    }

    /// Another pod's Secret stays sealed, and one that cannot be opened is that pod's trouble.
    private static boolean isNamed(PodOrder.StartContainer order, String secret) {
        var container = order.container();
        return container.envFrom().stream()
                        .flatMap(source -> source.secretRef().stream())
                        .anyMatch(ref -> ref.name().equals(secret))
                || container.env().stream()
                        .flatMap(variable -> variable.valueFrom().stream())
                        .flatMap(from -> from.secretKeyRef().stream())
                        .anyMatch(ref -> ref.name().equals(secret));
    }
}
