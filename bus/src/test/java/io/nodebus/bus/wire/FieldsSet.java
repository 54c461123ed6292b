package io.nodebus.bus.wire;

import io.nodebus.contracts.meta.Spelled;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/// Which fields a message could have, and which one has.
final class FieldsSet {
    private FieldsSet() {}

    /// Every field reachable from a message type, as `Pod.spec`.
    static SequencedSet<String> possible(Class<?> message) {
        var fields = new TreeSet<String>();
        possible(message, fields, new HashSet<>());
        return fields;
    }

    private static void possible(Type type, Set<String> fields, Set<Type> seen) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            for (var argument : generic.getActualTypeArguments()) {
                possible(argument, fields, seen);
            }
        } else if (type instanceof Class<?> plain && plain.isSealed()) {
            for (var member : plain.getPermittedSubclasses()) {
                possible(member, fields, seen);
            }
        } else if (type instanceof Class<?> plain && plain.isRecord() && isOurs(plain)) {
            for (var component : plain.getRecordComponents()) {
                fields.add(plain.getSimpleName() + "." + component.getName());
                possible(component.getGenericType(), fields, seen);
            }
        }
    }

    /// Every field that is set in a message, or in anything in it.
    static SequencedSet<String> in(Object message) {
        var fields = new TreeSet<String>();
        in(message, fields);
        return fields;
    }

    private static void in(Object value, Set<String> fields) {
        switch (value) {
            case Optional<?> optional -> optional.ifPresent(inner -> in(inner, fields));
            case Collection<?> items -> items.forEach(item -> in(item, fields));
            case Map<?, ?> map -> map.values().forEach(entry -> in(entry, fields));
            case Record inner when isOurs(inner.getClass()) -> inRecord(inner, fields);
            default -> {}
        }
    }

    private static void inRecord(Record owner, Set<String> fields) {
        for (var component : owner.getClass().getRecordComponents()) {
            try {
                var value = component.getAccessor().invoke(owner);
                if (!isAbsent(value)) {
                    fields.add(owner.getClass().getSimpleName() + "." + component.getName());
                    in(value, fields);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean isAbsent(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.isEmpty();
            case Collection<?> items -> items.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            default -> false;
        };
    }

    /// A quantity travels as one text: its components are no fields.
    private static boolean isOurs(Class<?> type) {
        return !Spelled.class.isAssignableFrom(type);
    }
}
