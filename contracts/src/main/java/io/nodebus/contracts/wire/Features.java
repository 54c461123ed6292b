package io.nodebus.contracts.wire;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/// What a record requires of its reader, from the fields that are used in it.
public final class Features {
    /// What readers of this version understand. Nodes publish it, placement filters on it. A field
    /// that gets a [Requires] gets its feature here.
    public static final List<String> KNOWN = List.of();

    private Features() {}

    /// The features a message requires, in order of their names.
    public static SequencedSet<String> of(Record message) {
        var required = new TreeSet<String>();
        collect(message, required);
        return required;
    }

    private static void collect(Object value, SequencedSet<String> required) {
        switch (value) {
            case Optional<?> optional -> optional.ifPresent(inner -> collect(inner, required));
            case Collection<?> items -> items.forEach(item -> collect(item, required));
            case Map<?, ?> map -> map.values().forEach(entry -> collect(entry, required));
            case Record inner -> fields(inner, required);
            default -> {}
        }
    }

    private static void fields(Record owner, SequencedSet<String> required) {
        var shape = Shape.of(owner);
        shape.fields()
                .values()
                .forEach(field -> {
                    var value = shape.read(owner, field);
                    if (isSet(value)) {
                        field.requires().ifPresent(required::add);
                        collect(value, required);
                    }
                });
    }

    private static boolean isSet(Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            default -> !TreeWriter.isAbsent(value);
        };
    }
}
