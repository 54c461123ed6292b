package io.nodebus.nodeagent.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/// One suite of conformance cases. What is not covered yet is listed in the output with its reason.
public final class Suite {
    /// One input, and what must come of it.
    public record Case(String name, Tree input, Tree expect) {}

    private final String name;
    private final List<Case> cases;

    private Suite(String name, List<Case> cases) {
        this.name = name;
        this.cases = cases;
    }

    public static Suite read(String name) {
        var file = "/conformance/" + name + ".json";
        try (var stream = Suite.class.getResourceAsStream(file);
                var parser = new JsonFactory().createParser(stream)) {
            var cases =
                    new Tree(value(parser, parser.nextToken()))
                            .at("cases").items().stream()
                                    .map(each ->
                                            new Case(
                                                    each.at("name").text(),
                                                    each.at("input"),
                                                    each.at("expect")))
                                    .toList();
            return new Suite(name, cases);
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }

    /// One test per case that is covered, and one that lists the others.
    ///
    /// @param uncovered why a case cannot be judged yet; empty when it can
    public Stream<DynamicTest> judged(
            Function<Case, Optional<String>> uncovered, Consumer<Case> judge) {
        var judged =
                cases.stream()
                        .filter(each -> uncovered.apply(each).isEmpty())
                        .map(each ->
                                dynamicTest(name + "/" + each.name(), () -> judge.accept(each)));
        return Stream.concat(judged, Stream.of(listOf(uncovered)));
    }

    private DynamicTest listOf(Function<Case, Optional<String>> uncovered) {
        var left = new ArrayList<String>();
        for (var each : cases) {
            uncovered.apply(each).ifPresent(why -> left.add("  " + each.name() + ": " + why));
        }
        var title = "%s: %d of %d cases not covered yet".formatted(name, left.size(), cases.size());
        return dynamicTest(
                title,
                () -> {
                    System.out.println(title);
                    left.forEach(System.out::println);
                    assertTrue(left.size() < cases.size(), "nothing of this suite is judged");
                });
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token)
            throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    map.put(parser.currentName(), value(parser, parser.nextToken()));
                }
                yield map;
            }
            case START_ARRAY -> {
                var list = new ArrayList<@Nullable Object>();
                for (var next = parser.nextToken();
                        next != JsonToken.END_ARRAY;
                        next = parser.nextToken()) {
                    list.add(value(parser, next));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case null, default -> throw new AssertionError("no JSON: " + token);
        };
    }

    /// A piece of a case.
    public record Tree(@Nullable Object value) {
        public Tree at(String key) {
            return new Tree(value instanceof Map<?, ?> map ? map.get(key) : null);
        }

        public boolean has(String key) {
            return value instanceof Map<?, ?> map && map.containsKey(key);
        }

        public boolean isThere() {
            return value != null;
        }

        public boolean isTrue() {
            return Boolean.TRUE.equals(value);
        }

        public String text() {
            return String.valueOf(value);
        }

        public int number() {
            return value instanceof Number number ? number.intValue() : 0;
        }

        public List<Tree> items() {
            return value instanceof List<?> list
                    ? list.stream().<Tree>map(Tree::new).toList()
                    : List.of();
        }

        public List<String> texts() {
            return items().stream().map(Tree::text).toList();
        }

        public Map<String, Tree> entries() {
            var entries = new LinkedHashMap<String, Tree>();
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, each) -> entries.put(String.valueOf(key), new Tree(each)));
            }
            return entries;
        }
    }
}
