package io.nodebus.contracts.config;

import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.meta.Sorted;
import java.util.Map;
import java.util.Optional;

/// Settings in clear text.
public record ConfigMap(
        ObjectMeta metadata,
        Map<String, String> data,
        Map<String, String> binaryData,
        Optional<Boolean> immutable) {
    public ConfigMap {
        data = Sorted.copy(data);
        binaryData = Sorted.copy(binaryData);
    }
}
