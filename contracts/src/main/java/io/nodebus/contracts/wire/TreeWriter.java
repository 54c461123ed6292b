package io.nodebus.contracts.wire;

import io.nodebus.contracts.meta.Spelled;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Records to trees.
public final class TreeWriter {
    private TreeWriter() {}

    /// The tree of a record, always an object.
    public static Map<String, Object> write(Record value) {
        var tree = new LinkedHashMap<String, Object>();
        var shape = Shape.of(value);
        shape.fields()
                .forEach((name, field) -> {
                    var written = shape.read(value, field);
                    if (!isAbsent(written)) {
                        tree.put(name, tree(written));
                    }
                });
        return tree;
    }

    /// What is left out.
    static boolean isAbsent(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.isEmpty();
            case Collection<?> collection -> collection.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            default -> false;
        };
    }

    private static Object tree(Object value) {
        return switch (value) {
            case Optional<?> optional -> tree(optional.orElseThrow());
            case String text -> text;
            case Number number -> number;
            case Boolean flag -> flag;
            case Enum<?> constant -> constant.name();
            case Instant instant -> instant.toString();
            case Duration duration -> duration.toString();
            case Spelled spelled -> spelled.spelling();
            case Collection<?> collection -> collection.stream().map(TreeWriter::tree).toList();
            case Map<?, ?> map -> {
                var tree = new LinkedHashMap<String, Object>();
                map.forEach((key, entry) -> tree.put(key.toString(), tree(entry)));
                yield tree;
            }
            case Record member when Families.of(member.getClass()).isPresent() ->
                    Map.of(Families.memberName(member.getClass()), write(member));
            case Record inner -> write(inner);
            default ->
                    throw new IllegalArgumentException(
                            value.getClass() + " has no form on the wire");
        };
    }
}
