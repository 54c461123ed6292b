package io.nodebus.api.admission;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nodebus.bus.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// One file of `/conformance` as tests, and a last one that lists what is left out.
///
/// @param left why a case proves nothing here
record ConformanceSuite(
        String name, Function<Map<?, ?>, Optional<String>> left, Consumer<Map<?, ?>> judge) {
    Stream<DynamicTest> tests() throws IOException {
        var leftOut = new ArrayList<String>();
        var tests = new ArrayList<DynamicTest>();
        var cases = cases();
        for (var each : cases) {
            var title = String.valueOf(each.get("name"));
            left.apply(each)
                    .ifPresentOrElse(
                            why -> leftOut.add("  %s: %s".formatted(title, why)),
                            () ->
                                    tests.add(
                                            dynamicTest(
                                                    name + "/" + title, () -> judge.accept(each))));
        }
        var title = "%s: %d of %d cases not covered".formatted(name, leftOut.size(), cases.size());
        tests.add(
                dynamicTest(
                        title,
                        () -> {
                            System.out.println(title);
                            leftOut.forEach(System.out::println);
                            assertTrue(leftOut.size() < cases.size(), "nothing of it is judged");
                        }));
        return tests.stream();
    }

    private List<Map<?, ?>> cases() throws IOException {
        try (var file =
                ConformanceSuite.class.getResourceAsStream("/conformance/" + name + ".json")) {
            var suite =
                    (Map<?, ?>)
                            Objects.requireNonNull(
                                    Json.parse(Objects.requireNonNull(file).readAllBytes()));
            var cases = new ArrayList<Map<?, ?>>();
            for (var each : (List<?>) Objects.requireNonNull(suite.get("cases"))) {
                cases.add((Map<?, ?>) Objects.requireNonNull(each));
            }
            return cases;
        }
    }
}
