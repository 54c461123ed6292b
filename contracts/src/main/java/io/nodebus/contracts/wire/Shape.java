package io.nodebus.contracts.wire;

import io.nodebus.contracts.meta.Spelled;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What reflection knows of a record, looked up once per class.
///
/// @param fields name to declared type, in the order they were written
record Shape(Constructor<?> constructor, Map<String, Field> fields) {
    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return of(type);
                }
            };
    private static final ClassValue<Method> READERS =
            new ClassValue<>() {
                @Override
                protected Method computeValue(Class<?> type) {
                    try {
                        return type.getMethod("of", String.class);
                    } catch (NoSuchMethodException e) {
                        throw new IllegalStateException(
                                type + " is spelled but has no of(String)", e);
                    }
                }
            };

    /// @param requires the feature a reader needs when the field is set
    record Field(Type type, Method accessor, Optional<String> requires) {}

    static Shape of(Object value) {
        return SHAPES.get(value.getClass());
    }

    static Shape ofRecord(Class<?> type) {
        return SHAPES.get(type);
    }

    private static Shape of(Class<?> type) {
        var components = type.getRecordComponents();
        var types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var fields = new LinkedHashMap<String, Field>();
        for (var component : components) {
            fields.put(
                    component.getName(),
                    new Field(
                            component.getGenericType(),
                            component.getAccessor(),
                            Optional.ofNullable(component.getAnnotation(Requires.class))
                                    .map(Requires::value)));
        }
        try {
            return new Shape(type.getDeclaredConstructor(types), fields);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is no record", e);
        }
    }

    Object read(Object owner, Field field) {
        try {
            return field.accessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(field + " cannot be read", e);
        }
    }

    /// @throws IllegalArgumentException what the record's own constructor refuses with
    Object make(List<Object> values) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw refusal(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " cannot be called", e);
        }
    }

    /// Reads a text as a [Spelled] type.
    ///
    /// @throws IllegalArgumentException what the type refuses with
    static Object spelled(Class<?> type, String text) {
        try {
            return READERS.get(type).invoke(null, text);
        } catch (InvocationTargetException e) {
            throw refusal(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(Spelled.class + " " + type + " cannot be read", e);
        }
    }

    private static IllegalArgumentException refusal(InvocationTargetException thrown) {
        return switch (thrown.getCause()) {
            case IllegalArgumentException refused -> refused;
            case RuntimeException ours -> throw ours;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(thrown);
        };
    }
}
