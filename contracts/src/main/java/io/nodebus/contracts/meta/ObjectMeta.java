package io.nodebus.contracts.meta;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Standard object metadata, spelled as in the Kubernetes API.
///
/// @param uid set by svc-api at admission; identity for ever
/// @param resourceVersion opaque to clients; set by svc-api
/// @param generation counts changes of the desired part
/// @param deletionTimestamp when the object should be gone; shown, never written by users
public record ObjectMeta(
        Optional<String> name,
        Optional<String> generateName,
        Optional<String> namespace,
        Optional<String> uid,
        Optional<String> resourceVersion,
        Optional<Long> generation,
        Optional<Instant> creationTimestamp,
        Optional<Instant> deletionTimestamp,
        Optional<Long> deletionGracePeriodSeconds,
        Map<String, String> labels,
        Map<String, String> annotations) {
    public static final String DEFAULT_NAMESPACE = "default";

    public ObjectMeta {
        labels = Sorted.copy(labels);
        annotations = Sorted.copy(annotations);
    }

    /// Metadata with the two parts of a name and nothing else.
    public static ObjectMeta named(String namespace, String name) {
        return new ObjectMeta(
                Optional.of(name),
                Optional.empty(),
                Optional.of(namespace),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    /// `namespace/name`, the key of the object on its topic.
    public String key() {
        return namespace.orElse(DEFAULT_NAMESPACE) + "/" + name.orElse("");
    }

    /// The uid of an admitted object.
    ///
    /// @throws IllegalStateException before admission
    public String requireUid() {
        return uid.orElseThrow(() -> new IllegalStateException(key() + " has no uid"));
    }
}
