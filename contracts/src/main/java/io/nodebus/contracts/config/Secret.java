package io.nodebus.contracts.config;

import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.meta.Sorted;
import java.util.Map;
import java.util.Optional;

/// Settings nobody else should read.
///
/// @param data key to base64 of the value
/// @param stringData key to plain value; folded into `data` at admission and never stored
/// @param type absent means `Opaque`
public record Secret(
        ObjectMeta metadata,
        Optional<String> type,
        Map<String, String> data,
        Map<String, String> stringData,
        Optional<Boolean> immutable) {
    public Secret {
        data = Sorted.copy(data);
        stringData = Sorted.copy(stringData);
    }

    /// Never shows values.
    @Override
    public String toString() {
        return "Secret[" + metadata.key() + ", keys=" + data.keySet() + "]";
    }
}
