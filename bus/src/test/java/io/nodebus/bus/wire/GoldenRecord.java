package io.nodebus.bus.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.contracts.catalogue.Catalogue;
import io.nodebus.contracts.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A record as it once travelled: lines of headers, an empty line, the value.
record GoldenRecord(String file, Topic<?> topic, String key, Packed packed) {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final String ENDING = ".event";

    static List<GoldenRecord> all() {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(GoldenRecord::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenRecord read(Path file) {
        try {
            var parts = Files.readString(file).split("\n\n", 2);
            var headers = new LinkedHashMap<String, String>();
            parts[0].lines()
                    .forEach(line -> {
                        var colon = line.indexOf(": ");
                        headers.put(line.substring(0, colon), line.substring(colon + 2));
                    });
            var topic = Catalogue.topic(taken(headers, "topic"));
            var key = taken(headers, "key");
            return new GoldenRecord(
                    String.valueOf(file.getFileName()),
                    topic,
                    key,
                    new Packed(headers, Optional.of(parts[1].getBytes(UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String taken(Map<String, String> headers, String name) {
        var value = headers.remove(name);
        return value == null ? "" : value;
    }

    /// The message type: the file may be named `pod.bound.v1+volumes.event`.
    String type() {
        return file.substring(0, file.length() - ENDING.length()).replaceFirst("\\+.*", "");
    }

    @Override
    public String toString() {
        return file;
    }
}
