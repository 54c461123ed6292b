package io.nodebus.bus.settings;

import io.nodebus.contracts.meta.GoDuration;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.wire.Nearest;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One text into one value.
final class Texts {
    private Texts() {}

    /// @throws IllegalArgumentException with what would be right
    static Object read(Type type, String text) {
        if (type instanceof ParameterizedType generic) {
            var of = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return read(of[0], text);
            }
            if (generic.getRawType() == List.class) {
                return items(text).stream().map(item -> read(of[0], item)).toList();
            }
            if (generic.getRawType() == Map.class
                    && of[0] == String.class
                    && of[1] == String.class) {
                return pairs(text);
            }
        } else if (type instanceof Class<?> plain) {
            return plain(plain, text);
        }
        throw new IllegalStateException(type + " cannot be a setting");
    }

    private static Object plain(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        if (type == long.class || type == Long.class) {
            return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == boolean.class || type == Boolean.class) {
            return flag(text);
        }
        if (type == Duration.class) {
            return GoDuration.parse(text);
        }
        if (type == Quantity.class) {
            return Quantity.of(text);
        }
        if (type == Path.class) {
            return Path.of(text);
        }
        if (type.isEnum()) {
            return constant(type, text);
        }
        throw new IllegalStateException(type + " cannot be a setting");
    }

    private static long whole(String text, long least, long most) {
        try {
            var value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "must be a whole number from %d to %d, got \"%s\"".formatted(least, most, text));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "must be true or false, got \"%s\"".formatted(text));
        };
    }

    private static Object constant(Class<?> type, String text) {
        var names =
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name())
                        .toList();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "must be one of %s, got \"%s\"%s"
                                        .formatted(
                                                String.join(", ", names),
                                                text,
                                                Nearest.hint(text, names))));
    }

    private static List<String> items(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static Map<String, String> pairs(String text) {
        var pairs = new LinkedHashMap<String, String>();
        for (var item : items(text)) {
            var equals = item.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        "must be key=value pairs with commas between, got \"%s\"".formatted(item));
            }
            pairs.put(item.substring(0, equals), item.substring(equals + 1));
        }
        return pairs;
    }
}
