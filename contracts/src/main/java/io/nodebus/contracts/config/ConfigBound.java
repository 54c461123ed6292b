package io.nodebus.contracts.config;

import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.util.Map;

/// What travels on `config.bound`, keyed by `node/namespace/name/kind`, written by svc-api: what a
/// node's pods name.
public sealed interface ConfigBound {
    Topic<ConfigBound> TOPIC =
            new Topic<>("config.bound", ConfigBound.class, Scope.NODE, Cleanup.COMPACT);

    static String key(String node, String configKey) {
        return node + "/" + configKey;
    }

    @Type("config.map-bound.v1")
    record MapBound(String nodeUid, Map<String, String> data) implements ConfigBound {
        public MapBound {
            data = Sorted.copy(data);
        }
    }

    /// A Secret sealed to the node's key: X25519, HKDF, AES-256-GCM.
    ///
    /// @param ephemeralKey base64 of the sender's one-time public key
    /// @param sealed key to base64 of nonce and cipher text
    @Type("config.secret-bound.v1")
    record SecretBound(String nodeUid, String ephemeralKey, Map<String, String> sealed)
            implements ConfigBound {
        public SecretBound {
            sealed = Sorted.copy(sealed);
        }
    }
}
