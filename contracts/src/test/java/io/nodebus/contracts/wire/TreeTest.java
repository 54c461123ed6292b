package io.nodebus.contracts.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.contracts.meta.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeTest {
    sealed interface Shade {
        record Plain(int depth) implements Shade {}

        record Mixed(List<String> of) implements Shade {}
    }

    enum Size {
        Small,
        Large
    }

    record Inner(String name, Optional<Long> count) {}

    record Outer(
            Shade shade,
            Size size,
            Instant at,
            Duration every,
            Quantity memory,
            List<Inner> inner,
            Map<String, Integer> ports,
            Optional<Shade.Plain> before,
            boolean flag) {}

    private static final Outer WHOLE =
            new Outer(
                    new Shade.Mixed(List.of("red", "blue")),
                    Size.Large,
                    Instant.parse("2026-01-02T03:04:05.000000006Z"),
                    Duration.ofSeconds(90),
                    Quantity.of("64Mi"),
                    List.of(new Inner("a", Optional.of(7L)), new Inner("b", Optional.empty())),
                    Map.of("http", 80),
                    Optional.of(new Shade.Plain(3)),
                    true);

    @Test
    void whatIsWrittenIsReadBack() {
        assertEquals(WHOLE, TreeReader.lenient(Outer.class, TreeWriter.write(WHOLE)));
        assertEquals(WHOLE, TreeReader.strict(Outer.class, TreeWriter.write(WHOLE)));
    }

    @Test
    void aMemberOfAFamilyIsNamedAndWhatIsAbsentIsLeftOut() {
        var tree = TreeWriter.write(WHOLE);
        assertEquals(Map.of("mixed", Map.of("of", List.of("red", "blue"))), tree.get("shade"));
        assertEquals(Map.of("plain", Map.of("depth", 3)), tree.get("before"));
        assertEquals(
                List.of(Map.of("name", "a", "count", 7L), Map.of("name", "b")), tree.get("inner"));
    }

    @Test
    void aMessageMayHoldMoreThanWeKnow() {
        var tree = TreeWriter.write(new Inner("a", Optional.empty()));
        tree.put("later", "whatever");
        assertEquals(new Inner("a", Optional.empty()), TreeReader.lenient(Inner.class, tree));
    }

    @Test
    void aManifestMayNotAndTheNearestNameIsGiven() {
        var refused =
                assertThrows(
                        Unreadable.class,
                        () -> TreeReader.strict(Inner.class, Map.of("name", "a", "cuont", 7)));
        assertEquals("cuont: unknown field, did you mean \"count\"?", refused.getMessage());
    }

    @Test
    void everyFaultIsToldWithItsPath() {
        var tree = TreeWriter.write(WHOLE);
        tree.put("shade", Map.of("plian", Map.of("depth", 1)));
        tree.put("size", "small");
        tree.put("at", "yesterday");
        tree.put("inner", List.of(Map.of("count", 1), "b"));
        tree.put("ports", Map.of("http", "80"));
        tree.remove("flag");
        var refused = assertThrows(Unreadable.class, () -> TreeReader.lenient(Outer.class, tree));
        assertEquals(
                List.of(
                        "shade.plian: unknown, did you mean \"plain\"?",
                        "size: must be one of Small, Large, got \"small\", did you mean \"Small\"?",
                        "at: Text 'yesterday' could not be parsed at index 0",
                        "inner[0].name: is required",
                        "inner[1]: must be an object, got \"b\"",
                        "ports.http: must be a whole number, got \"80\"",
                        "flag: is required"),
                refused.faults().stream().map(Fault::toString).toList());
    }

    @Test
    void aShortTextThatStandsForAVeryLongNumberStaysShort() {
        var tree = TreeWriter.write(WHOLE);
        tree.put("memory", new BigDecimal("1e999999999"));
        var refused = assertThrows(Unreadable.class, () -> TreeReader.lenient(Outer.class, tree));
        assertEquals("memory", refused.faults().getFirst().path());
    }
}
