package io.nodebus.contracts.wire;

import io.nodebus.contracts.meta.Spelled;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Trees to records. One reader reads one tree and remembers everything that is wrong with it.
public final class TreeReader {
    private static final int LARGEST_SCALE = 40;

    private final boolean strict;
    private final List<Fault> faults = new ArrayList<>();

    private TreeReader(boolean strict) {
        this.strict = strict;
    }

    /// Reads a message: unknown fields are skipped.
    ///
    /// @throws Unreadable when something is missing or has another type
    public static <T> T lenient(Class<T> type, @Nullable Object tree) {
        return new TreeReader(false).whole(type, tree);
    }

    /// Reads what people wrote: unknown fields are faults too.
    ///
    /// @throws Unreadable with every fault there is
    public static <T> T strict(Class<T> type, @Nullable Object tree) {
        return new TreeReader(true).whole(type, tree);
    }

    private <T> T whole(Class<T> type, @Nullable Object tree) {
        var read =
                type.isRecord() && tree instanceof Map<?, ?> map
                        ? record(type, map, "")
                        : read(type, tree, "");
        if (!faults.isEmpty() || read == null) {
            throw new Unreadable(faults);
        }
        return type.cast(read);
    }

    /// The value, or null when a fault was noted: the caller goes on, to find the other faults as
    /// well.
    private @Nullable Object read(Type type, @Nullable Object tree, String path) {
        if (type instanceof ParameterizedType generic) {
            return readGeneric(generic, tree, path);
        }
        var plain = (Class<?>) type;
        if (tree == null) {
            return fault(path, "is required");
        }
        if (plain == String.class) {
            return tree instanceof String text ? text : mistyped(path, "a text", tree);
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return tree instanceof Boolean flag ? flag : mistyped(path, "true or false", tree);
        }
        if (plain == int.class || plain == Integer.class) {
            return number(path, tree, Integer.MIN_VALUE, Integer.MAX_VALUE) instanceof Long whole
                    ? whole.intValue()
                    : null;
        }
        if (plain == long.class || plain == Long.class) {
            return number(path, tree, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (plain.isEnum()) {
            return constant(plain, path, tree);
        }
        if (plain == Instant.class
                || plain == Duration.class
                || Spelled.class.isAssignableFrom(plain)) {
            return spelled(plain, path, tree);
        }
        if (plain.isSealed()) {
            return member(Arrays.asList(plain.getPermittedSubclasses()), path, tree);
        }
        if (plain.isRecord() && Families.of(plain).isPresent()) {
            return member(List.of(plain), path, tree);
        }
        if (plain.isRecord()) {
            return tree instanceof Map<?, ?> map
                    ? record(plain, map, path)
                    : mistyped(path, "an object", tree);
        }
        throw new IllegalArgumentException(plain + " has no form on the wire");
    }

    private @Nullable Object readGeneric(
            ParameterizedType type, @Nullable Object tree, String path) {
        var raw = (Class<?>) type.getRawType();
        var last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        if (raw == Optional.class) {
            return tree == null ? Optional.empty() : Optional.ofNullable(read(last, tree, path));
        }
        if (List.class.isAssignableFrom(raw)) {
            return switch (tree) {
                case null -> List.of();
                case List<?> items -> list(last, items, path);
                default -> mistyped(path, "a list", tree);
            };
        }
        if (Map.class.isAssignableFrom(raw)) {
            return switch (tree) {
                case null -> Map.of();
                case Map<?, ?> entries -> map(last, entries, path);
                default -> mistyped(path, "an object", tree);
            };
        }
        throw new IllegalArgumentException(type + " has no form on the wire");
    }

    private List<Object> list(Type of, List<?> items, String path) {
        var values = new ArrayList<>();
        for (var i = 0; i < items.size(); i++) {
            var value = read(of, items.get(i), path + "[" + i + "]");
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private Map<String, Object> map(Type of, Map<?, ?> entries, String path) {
        var values = new LinkedHashMap<String, Object>();
        entries.forEach((key, entry) -> {
            var value = read(of, entry, below(path, String.valueOf(key)));
            if (value != null) {
                values.put(String.valueOf(key), value);
            }
        });
        return values;
    }

    private @Nullable Object record(Class<?> type, Map<?, ?> tree, String path) {
        var shape = Shape.ofRecord(type);
        if (strict) {
            refuseUnknown(shape, tree, path);
        }
        var before = faults.size();
        var values = new ArrayList<>();
        shape.fields()
                .forEach((name, field) -> {
                    var value = read(field.type(), tree.get(name), below(path, name));
                    if (value != null) {
                        values.add(value);
                    }
                });
        if (faults.size() > before) {
            return null;
        }
        try {
            return shape.make(values);
        } catch (IllegalArgumentException e) {
            return fault(path, String.valueOf(e.getMessage()));
        }
    }

    private void refuseUnknown(Shape shape, Map<?, ?> tree, String path) {
        for (var key : tree.keySet()) {
            var name = String.valueOf(key);
            if (!shape.fields().containsKey(name)) {
                fault(
                        below(path, name),
                        "unknown field" + Nearest.hint(name, shape.fields().keySet()));
            }
        }
    }

    /// A member of a family is wrapped in its name, wherever it stands: `lastState` can only be
    /// `terminated`, and is written `{"terminated": {...}}` as in the Kubernetes API.
    private @Nullable Object member(List<Class<?>> members, String path, Object tree) {
        if (!(tree instanceof Map<?, ?> map) || map.size() != 1) {
            return mistyped(path, "an object with one key", tree);
        }
        var name = String.valueOf(map.keySet().iterator().next());
        for (var member : members) {
            if (Families.memberName(member).equals(name)) {
                return map.get(name) instanceof Map<?, ?> fields
                        ? record(member, fields, below(path, name))
                        : mistyped(below(path, name), "an object", map.get(name));
            }
        }
        return fault(
                below(path, name),
                "unknown"
                        + Nearest.hint(name, members.stream().map(Families::memberName).toList()));
    }

    private @Nullable Object constant(Class<?> type, String path, Object tree) {
        var names = Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
        var index = tree instanceof String text ? names.indexOf(text) : -1;
        return index >= 0
                ? type.getEnumConstants()[index]
                : fault(
                        path,
                        "must be one of %s, got %s%s"
                                .formatted(
                                        String.join(", ", names),
                                        shown(tree),
                                        Nearest.hint(String.valueOf(tree), names)));
    }

    private @Nullable Object spelled(Class<?> type, String path, Object tree) {
        // YAML reads `cpu: 2` and `cpu: 0.5` as numbers; Kubernetes takes both as quantities.
        if (!(tree instanceof String
                || tree instanceof Number && Spelled.class.isAssignableFrom(type))) {
            return mistyped(path, "a text", tree);
        }
        var text = tree instanceof BigDecimal exact ? spelledOut(exact) : tree.toString();
        try {
            if (type == Instant.class) {
                return OffsetDateTime.parse(text).toInstant();
            }
            return type == Duration.class ? Duration.parse(text) : Shape.spelled(type, text);
        } catch (IllegalArgumentException | DateTimeException e) {
            return fault(path, String.valueOf(e.getMessage()));
        }
    }

    /// Plain digits, unless there would be thousands of them: `1e999999999` is a short text.
    private static String spelledOut(BigDecimal exact) {
        return Math.abs((long) exact.scale()) > LARGEST_SCALE
                ? exact.toString()
                : exact.toPlainString();
    }

    private @Nullable Object number(String path, Object tree, long least, long most) {
        if (!(tree instanceof Number number)) {
            return mistyped(path, "a whole number", tree);
        }
        try {
            var whole = new BigDecimal(number.toString()).longValueExact();
            return whole < least || whole > most
                    ? fault(path, "must be from %d to %d, got %d".formatted(least, most, whole))
                    : (Object) whole;
        } catch (ArithmeticException | NumberFormatException e) {
            return mistyped(path, "a whole number", tree);
        }
    }

    private @Nullable Object mistyped(String path, String expected, @Nullable Object tree) {
        return fault(path, "must be %s, got %s".formatted(expected, shown(tree)));
    }

    private static String shown(@Nullable Object tree) {
        return switch (tree) {
            case null -> "nothing";
            case String text -> '"' + text + '"';
            case Map<?, ?> _ -> "an object";
            case List<?> _ -> "a list";
            default -> tree.toString();
        };
    }

    private @Nullable Object fault(String path, String message) {
        faults.add(new Fault(path, message));
        return null;
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
