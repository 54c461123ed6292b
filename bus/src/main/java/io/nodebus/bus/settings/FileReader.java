package io.nodebus.bus.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A flat mapping: `key: value` per line, or one JSON object.
record FileReader(Keys keys, Faults faults) {
    private static final long LARGEST = 1 << 20;

    Map<String, Given> read(Path path) {
        try {
            if (Files.size(path) > LARGEST) {
                faults.add(
                        "%s has %d bytes, a settings file has at most %d"
                                .formatted(path, Files.size(path), LARGEST));
                return Map.of();
            }
            var text = Files.readString(path);
            return text.stripLeading().startsWith("{")
                    ? json(path, text)
                    : lines(path, text.lines().toList());
        } catch (IOException e) {
            faults.add("settings file %s cannot be read: %s".formatted(path, e));
            return Map.of();
        }
    }

    private Map<String, Given> lines(Path path, List<String> lines) {
        var given = new LinkedHashMap<String, Given>();
        for (var number = 1; number <= lines.size(); number++) {
            var line = lines.get(number - 1);
            if (!line.isBlank() && !line.startsWith("#") && !line.equals("---")) {
                line(line, new Origin.SettingsFile(path.toString(), number), given);
            }
        }
        return given;
    }

    private void line(String line, Origin origin, Map<String, Given> given) {
        var colon = line.indexOf(':');
        if (colon <= 0 || Character.isWhitespace(line.charAt(0)) || line.charAt(0) == '-') {
            faults.add(
                    "%s: \"%s\" is no setting: write key: value, one per line"
                            .formatted(origin.shown(), line));
            return;
        }
        put(
                line.substring(0, colon).strip(),
                unquoted(line.substring(colon + 1).strip()),
                origin,
                given);
    }

    private static String unquoted(String value) {
        if (value.length() >= 2 && "\"'".indexOf(value.charAt(0)) >= 0) {
            var end = value.indexOf(value.charAt(0), 1);
            return end > 0 ? value.substring(1, end) : value;
        }
        var comment = value.indexOf(" #");
        return value.startsWith("#")
                ? ""
                : (comment < 0 ? value : value.substring(0, comment)).strip();
    }

    private Map<String, Given> json(Path path, String text) {
        var given = new LinkedHashMap<String, Given>();
        var origin = new Origin.SettingsFile(path.toString(), 1);
        try {
            if (Json.parse(text.getBytes(UTF_8)) instanceof Map<?, ?> map) {
                map.forEach((key, value) -> put(String.valueOf(key), flat(value), origin, given));
            }
        } catch (IllegalArgumentException e) {
            faults.add("%s: %s".formatted(path, e.getMessage()));
        }
        return given;
    }

    private static String flat(Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    private void put(String key, String value, Origin origin, Map<String, Given> given) {
        if (!keys.has(key)) {
            faults.add("%s: unknown key %s%s".formatted(origin.shown(), key, keys.hint(key)));
        } else if (given.put(key, new Given(value, origin)) != null) {
            faults.add("%s: %s is given twice".formatted(origin.shown(), key));
        }
    }
}
