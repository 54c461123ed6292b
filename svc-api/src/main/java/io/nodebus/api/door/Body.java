package io.nodebus.api.door;

import java.util.Map;

/// The content of a request as a plain tree. Never printed: it may be a Secret.
public record Body(Map<?, ?> tree) {
    @Override
    public String toString() {
        return "Body[" + tree.keySet() + "]";
    }
}
