package io.nodebus.contracts.topic;

import java.util.Set;

/// A Kafka topic and the sealed family of records that may travel on it.
///
/// @param kind name without the plane's prefix, e.g. `pods.bound`
/// @param family what its records are; every member carries a [Type]
/// @param scope which part of a key chooses the partition
/// @param cleanup how long records stay
public record Topic<M>(String kind, Class<M> family, Scope scope, Cleanup cleanup) {
    public Topic {
        if (!family.isSealed()) {
            throw new IllegalArgumentException(
                    family + " is open: a topic carries a sealed family");
        }
    }

    /// Topics of truth: the newest record of a key is what holds.
    public boolean isState() {
        return cleanup instanceof Cleanup.Compact;
    }

    /// The name on the broker, e.g. `nodebus.pods.bound`.
    public String name(String prefix) {
        return prefix + "." + kind;
    }

    /// Whether a key belongs to what one of `others` names: the same node, or the same object. A
    /// partition is shared by many; this says which of its records are one's own.
    public boolean concerns(String key, Set<String> others) {
        return scope == Scope.SINGLE
                || others.stream().map(scope::hashed).anyMatch(scope.hashed(key)::equals);
    }

    /// The partition of a key, forever: [Partitions#of].
    public int partition(String key, int partitions) {
        return scope == Scope.SINGLE ? 0 : Partitions.of(scope.hashed(key), partitions);
    }
}
