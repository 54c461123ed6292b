package io.nodebus.contracts.config;

import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.util.Map;
import java.util.Optional;

/// What travels on `config.desired`, keyed by `namespace/name/kind` with kind `configmap` or
/// `secret`, written by svc-api.
public sealed interface ConfigDesired {
    Topic<ConfigDesired> TOPIC =
            new Topic<>("config.desired", ConfigDesired.class, Scope.OBJECT, Cleanup.COMPACT);

    static String key(ObjectMeta metadata, String kind) {
        return metadata.key() + "/" + kind;
    }

    ObjectMeta metadata();

    @Type("config.map-wanted.v1")
    record MapWanted(ConfigMap configMap) implements ConfigDesired {
        @Override
        public ObjectMeta metadata() {
            return configMap.metadata();
        }
    }

    /// A Secret whose values are AES-256-GCM under the fleet's key.
    ///
    /// @param sealed key to base64 of nonce and cipher text; the key name is authenticated with it
    @Type("config.secret-wanted.v1")
    record SecretWanted(
            ObjectMeta metadata,
            String type,
            String fleetKeyId,
            Map<String, String> sealed,
            Optional<Boolean> immutable)
            implements ConfigDesired {
        public SecretWanted {
            sealed = Sorted.copy(sealed);
        }
    }
}
