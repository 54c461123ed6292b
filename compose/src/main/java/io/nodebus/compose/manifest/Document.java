package io.nodebus.compose.manifest;

import java.util.Map;

/// One document of a manifest file.
///
/// @param file as the user named it, `-` for standard input
/// @param tree maps, lists, texts, numbers, booleans
/// @param lines path (`spec.containers[0].image`) to line, from 1; the whole document has the empty
///   path
public record Document(String file, Map<String, Object> tree, Map<String, Integer> lines) {
    /// Where a path is written, or the nearest thing around it that is.
    public int line(String path) {
        for (var at = path; ; at = parent(at)) {
            var line = lines.get(at);
            if (line != null || at.isEmpty()) {
                return line == null ? 1 : line;
            }
        }
    }

    private static String parent(String path) {
        return path.substring(
                0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    /// `file:line`.
    public String at(String path) {
        return file + ":" + line(path);
    }

    public String text(String field) {
        return tree.get(field) instanceof String text ? text : "";
    }

    /// A text of `metadata`, or nothing.
    public String metadata(String field) {
        return tree.get("metadata") instanceof Map<?, ?> metadata
                        && metadata.get(field) instanceof String text
                ? text
                : "";
    }
}
