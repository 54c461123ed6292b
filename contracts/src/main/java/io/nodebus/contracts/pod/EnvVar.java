package io.nodebus.contracts.pod;

import java.util.Optional;

/// One environment variable: a value with `$(NAME)` expanded, or a place it comes from.
public record EnvVar(String name, Optional<String> value, Optional<Source> valueFrom) {
    /// Exactly one of the two.
    public record Source(
            Optional<KeyRef> configMapKeyRef,
            Optional<KeyRef> secretKeyRef,
            Optional<FieldRef> fieldRef) {}

    /// A key of a ConfigMap or Secret in the pod's namespace.
    ///
    /// @param optional whether the variable is left out when there is no such key; absent means no
    public record KeyRef(String name, String key, Optional<Boolean> optional) {}

    /// A field of the pod itself: `metadata.name`, `metadata.namespace`, `metadata.uid`,
    /// `metadata.labels['k']`, `metadata.annotations['k']`, `spec.nodeName`, `status.podIP`,
    /// `status.hostIP`.
    public record FieldRef(String fieldPath, Optional<String> apiVersion) {}
}
