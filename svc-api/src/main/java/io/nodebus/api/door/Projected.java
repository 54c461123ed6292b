package io.nodebus.api.door;

import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.config.ConfigBound.SecretBound;
import io.nodebus.contracts.config.ConfigDesired.SecretWanted;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What `config.bound` holds, as far as we heard it or said it. Confined to its desk.
final class Projected {
    private final NavigableMap<String, ConfigBound> held = new TreeMap<>();

    /// What was said last and not heard back yet.
    private final Map<String, Optional<ConfigBound>> said = new HashMap<>();

    private final Map<String, Sealed> seals = new HashMap<>();

    /// Sealing costs two curve operations: the same is not sealed again at every look.
    private record Sealed(
            SecretWanted secret, String nodeUid, String publicKey, Optional<SecretBound> bound) {}

    void heard(String key, Optional<ConfigBound> message) {
        message.ifPresentOrElse(bound -> held.put(key, bound), () -> held.remove(key));
        if (message.equals(said.get(key))) {
            said.remove(key);
        }
    }

    void said(String key, Optional<ConfigBound> message) {
        said.put(key, message);
        if (message.isEmpty()) {
            seals.remove(key);
        }
    }

    /// What a node has, or will have when all that was said is there.
    SortedMap<String, ConfigBound> of(String node) {
        var prefix = node + "/";
        var all = new TreeMap<>(held.subMap(prefix, node + "0"));
        said.forEach((key, message) -> {
            if (key.startsWith(prefix)) {
                message.ifPresentOrElse(bound -> all.put(key, bound), () -> all.remove(key));
            }
        });
        return all;
    }

    SortedMap<String, ConfigBound> all() {
        var all = new TreeMap<>(held);
        said.forEach((key, message) ->
                message.ifPresentOrElse(bound -> all.put(key, bound), () -> all.remove(key)));
        return all;
    }

    Optional<SecretBound> sealed(
            String key,
            SecretWanted secret,
            String nodeUid,
            String publicKey,
            Supplier<Optional<SecretBound>> seal) {
        var before = seals.get(key);
        if (before != null
                && before.secret().equals(secret)
                && before.nodeUid().equals(nodeUid)
                && before.publicKey().equals(publicKey)) {
            return before.bound();
        }
        var bound = seal.get();
        seals.put(key, new Sealed(secret, nodeUid, publicKey, bound));
        return bound;
    }
}
