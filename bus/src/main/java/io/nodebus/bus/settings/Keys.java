package io.nodebus.bus.settings;

import static java.util.Objects.requireNonNull;

import io.nodebus.contracts.wire.Nearest;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The keys of a settings record, those of records inside it included.
///
/// @param components by key
record Keys(Map<String, RecordComponent> components) {
    static Keys of(Class<?> type) {
        var components = new LinkedHashMap<String, RecordComponent>();
        collect(type, components);
        return new Keys(components);
    }

    private static void collect(Class<?> type, Map<String, RecordComponent> components) {
        for (var component : type.getRecordComponents()) {
            var setting = component.getAnnotation(Setting.class);
            if (setting == null) {
                collect(inner(component), components);
            } else if (components.put(setting.key(), component) != null) {
                throw new IllegalStateException(type + " has two settings " + setting.key());
            }
        }
    }

    private static Class<?> inner(RecordComponent component) {
        if (!component.getType().isRecord()) {
            throw new IllegalStateException(component + " carries no @Setting and is no record");
        }
        return component.getType();
    }

    Set<String> names() {
        return components.keySet();
    }

    boolean has(String key) {
        return components.containsKey(key);
    }

    List<Setting> settings() {
        return components.values().stream()
                .map(component -> requireNonNull(component.getAnnotation(Setting.class)))
                .toList();
    }

    /// Whether its flag needs no value.
    boolean isBoolean(String key) {
        var component = components.get(key);
        return component != null && component.getType() == boolean.class;
    }

    /// `, did you mean "kafka-bootstrap"?`, or nothing.
    String hint(String wrong) {
        return Nearest.hint(wrong, names());
    }

    Map<String, Given> given(Function<String, Optional<Given>> source) {
        var given = new LinkedHashMap<String, Given>();
        names().forEach(key -> source.apply(key).ifPresent(value -> given.put(key, value)));
        return given;
    }
}
