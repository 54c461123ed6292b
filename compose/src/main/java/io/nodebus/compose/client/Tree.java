package io.nodebus.compose.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON object as it came, asked for what may or may not be there. A command line shows what a
/// server of another version says, so it reads trees and not records.
public record Tree(Map<?, ?> fields) {
    public static Tree of(@Nullable Object value) {
        return new Tree(value instanceof Map<?, ?> map ? map : Map.of());
    }

    /// An object below; an empty one when there is none. Dots go deeper.
    public Tree at(String path) {
        var tree = this;
        for (var step : path.split("\\.", -1)) {
            tree =
                    tree.fields.get(step) instanceof Map<?, ?> below
                            ? new Tree(below)
                            : new Tree(Map.of());
        }
        return tree;
    }

    /// A value as text; empty when there is none.
    public String text(String field) {
        var value = fields.get(field);
        return value == null ? "" : value.toString();
    }

    /// The objects of a list; none when there is no list.
    public List<Tree> list(String field) {
        return values(field).stream().map(Tree::of).toList();
    }

    public List<?> values(String field) {
        return fields.get(field) instanceof List<?> list ? list : List.of();
    }

    public boolean has(String field) {
        return fields.containsKey(field);
    }

    public boolean flag(String field) {
        return Boolean.TRUE.equals(fields.get(field));
    }
}
