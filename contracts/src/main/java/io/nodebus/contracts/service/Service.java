package io.nodebus.contracts.service;

import io.nodebus.contracts.meta.ObjectMeta;

/// A Service as somebody wants it.
public record Service(ObjectMeta metadata, ServiceSpec spec) {
    /// `namespace/name`.
    public String key() {
        return metadata.key();
    }
}
