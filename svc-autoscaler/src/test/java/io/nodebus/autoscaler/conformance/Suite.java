package io.nodebus.autoscaler.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nodebus.bus.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/// One suite of cases. What is not covered is listed in the output with its reason.
public record Suite(String name, List<Case> cases) {
    /// One input, and what must come of it.
    public record Case(String name, Tree input, Tree expect) {}

    public static Suite read(String name) {
        try (var stream = Suite.class.getResourceAsStream("/conformance/" + name + ".json")) {
            var tree = new Tree(Json.parse(Objects.requireNonNull(stream).readAllBytes()));
            return new Suite(
                    name,
                    tree.at("cases").items().stream()
                            .map(each ->
                                    new Case(
                                            each.at("name").text(),
                                            each.at("input"),
                                            each.at("expect")))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One test per case that is covered, and one that lists the others.
    ///
    /// @param uncovered why a case cannot be judged; empty when it can
    public Stream<DynamicTest> judged(
            Function<Case, Optional<String>> uncovered, Consumer<Case> judge) {
        var left = new ArrayList<String>();
        var tests = new ArrayList<DynamicTest>();
        for (var each : cases) {
            uncovered
                    .apply(each)
                    .ifPresentOrElse(
                            why -> left.add("  %s: %s".formatted(each.name(), why)),
                            () ->
                                    tests.add(
                                            dynamicTest(
                                                    name + "/" + each.name(),
                                                    () -> judge.accept(each))));
        }
        var title = "%s: %d of %d cases not covered".formatted(name, left.size(), cases.size());
        tests.add(
                dynamicTest(
                        title,
                        () -> {
                            System.out.println(title);
                            left.forEach(System.out::println);
                            assertTrue(left.size() < cases.size(), "nothing of it is judged");
                        }));
        return tests.stream();
    }

    /// A piece of a case.
    public record Tree(@Nullable Object value) {
        public Tree at(String key) {
            return new Tree(value instanceof Map<?, ?> map ? map.get(key) : null);
        }

        public boolean isThere() {
            return value != null;
        }

        public boolean isTrue() {
            return Boolean.TRUE.equals(value);
        }

        public String text() {
            return value == null ? "" : value.toString();
        }

        public List<Tree> items() {
            return value instanceof List<?> list
                    ? list.stream().<Tree>map(Tree::new).toList()
                    : List.of();
        }

        public Map<String, Object> fields() {
            var fields = new LinkedHashMap<String, Object>();
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, field) -> {
                    if (field != null) {
                        fields.put(String.valueOf(key), field);
                    }
                });
            }
            return fields;
        }
    }
}
