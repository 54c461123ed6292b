package io.nodebus.bus.wire;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nodebus.contracts.meta.GoDuration;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.meta.Quantity.Format;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Quantities and durations against the facts of Kubernetes' own tests. Here and not in
/// `contracts`, because the facts are JSON.
class QuantityConformanceTest {
    /// Facts that are none. The product is one more than 64 bits hold, and not two less; and
    /// Kubernetes caps what it parses at the largest int64, which is not 0.
    private static final Map<String, String> WRONG_IN_THE_SUITE =
            Map.of(
                    "mul -4611686018427387904 DecimalSI and -2", "9223372036854775808",
                    "parse '9Ei'", "9223372036854775807",
                    "parse '9223372036854775807Ki'", "9223372036854775807");

    @TestFactory
    Stream<DynamicTest> quantity() throws IOException {
        try (var file = getClass().getResourceAsStream("/conformance/quantity.json")) {
            var suite = (Map<?, ?>) requireNonNull(Json.parse(requireNonNull(file).readAllBytes()));
            return ((List<?>) requireNonNull(suite.get("cases")))
                    .stream()
                            .map(item -> new Tree((Map<?, ?>) item))
                            .map(fact ->
                                    dynamicTest(fact.text("name"), () -> holds(corrected(fact))));
        }
    }

    private static Tree corrected(Tree fact) {
        var right = WRONG_IN_THE_SUITE.get(fact.text("name"));
        if (right == null) {
            return fact;
        }
        var fields = new LinkedHashMap<Object, Object>(fact.fields());
        var expect = new LinkedHashMap<Object, Object>(fact.tree("expect").fields());
        expect.put("value", right);
        expect.computeIfPresent("fitsInt64", (_, _) -> fits(new BigInteger(right)));
        fields.put("expect", expect);
        return new Tree(fields);
    }

    private static void holds(Tree fact) {
        var input = fact.tree("input");
        switch (input.text("op")) {
            case "parse" -> parse(input.text("text"), fact.tree("expect"));
            case "compare" ->
                    assertEquals(
                            fact.number("expect").intValue(),
                            exact(input.text("a")).compareTo(exact(input.text("b"))));
            case "format" ->
                    assertEquals(
                            fact.text("expect"),
                            Quantity.of(
                                            new BigDecimal(input.text("value")),
                                            Format.valueOf(input.text("format")))
                                    .text());
            case "canonical" ->
                    assertEquals(
                            fact.text("expect"),
                            Quantity.of(input.text("text")).canonical().text());
            case "roundUp" ->
                    roundUp(
                            Quantity.of(input.text("text")),
                            input.number("scale").intValue(),
                            fact.tree("expect"));
            case "add" -> amounts(fact, amount(input.tree("a")).plus(amount(input.tree("b"))));
            case "sub" -> amounts(fact, amount(input.tree("a")).minus(amount(input.tree("b"))));
            case "mul" -> times(fact, amount(input.tree("a")).times(input.number("b").longValue()));
            case "durationParse" ->
                    assertEquals(
                            fact.tree("expect").number("nanos").longValue(),
                            GoDuration.parse(input.text("text")).toNanos());
            case "durationFormat" ->
                    assertEquals(
                            fact.text("expect"),
                            GoDuration.text(Duration.ofNanos(input.number("nanos").longValue())));
            default -> throw new AssertionError("no such op: " + input.text("op"));
        }
    }

    private static void parse(String text, Tree expect) {
        if (expect.has("error")) {
            assertThrows(IllegalArgumentException.class, () -> Quantity.of(text));
            return;
        }
        var read = Quantity.of(text);
        equalAmounts(expect.text("value"), read.value());
        assertEquals(Format.valueOf(expect.text("format")), read.format());
    }

    private static void roundUp(Quantity quantity, int power, Tree expect) {
        var rounded = quantity.roundedUp(power);
        equalAmounts(expect.text("value"), rounded.value());
        assertEquals(expect.flag("exact"), rounded.compareTo(quantity) == 0);
    }

    private static void times(Tree fact, Quantity product) {
        amounts(fact, product);
        assertEquals(fact.tree("expect").flag("fitsInt64"), fits(product.value().toBigInteger()));
    }

    /// Amounts, not texts: a text is rounded when it is read.
    private static Quantity exact(String text) {
        return text.matches("[-0-9.]+")
                ? new Quantity(text, new BigDecimal(text))
                : Quantity.of(text);
    }

    private static boolean fits(BigInteger value) {
        return value.bitLength() < Long.SIZE;
    }

    private static void amounts(Tree fact, Quantity actual) {
        equalAmounts(fact.tree("expect").text("value"), actual.value());
    }

    private static void equalAmounts(String expected, BigDecimal actual) {
        assertEquals(
                0,
                new BigDecimal(expected).compareTo(actual),
                () -> expected + " is not " + actual);
    }

    private static Quantity amount(Tree tree) {
        var format = tree.text("format");
        return Quantity.of(
                new BigDecimal(tree.text("value")),
                format.isEmpty() ? Format.DecimalSI : Format.valueOf(format));
    }

    /// One object of the suite.
    private record Tree(Map<?, ?> fields) {
        boolean has(String name) {
            return fields.containsKey(name);
        }

        String text(String name) {
            return String.valueOf(fields.get(name));
        }

        Tree tree(String name) {
            return new Tree((Map<?, ?>) requireNonNull(fields.get(name)));
        }

        boolean flag(String name) {
            return Boolean.TRUE.equals(fields.get(name));
        }

        BigDecimal number(String name) {
            return new BigDecimal(text(name));
        }
    }
}
