package io.nodebus.contracts.pod;

import io.nodebus.contracts.meta.ObjectMeta;

/// A pod as somebody wants it.
public record Pod(ObjectMeta metadata, PodSpec spec) {
    /// `namespace/name`.
    public String key() {
        return metadata.key();
    }

    public String uid() {
        return metadata.requireUid();
    }
}
