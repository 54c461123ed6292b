package io.nodebus.proxyrules.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nodebus.bus.wire.Json;
import io.nodebus.proxyrules.scenario.Outcome.Failed;
import io.nodebus.proxyrules.scenario.Outcome.NotCovered;
import io.nodebus.proxyrules.scenario.Outcome.Passed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every flow of kube-proxy's own tests that is covered ends where it ends there. The others are
/// listed with their reason, and are no tests.
class ProxyFlowsConformanceTest {
    private static final Path FOLDER = Path.of("src/test/resources/conformance/proxy-flows");

    @TestFactory
    Stream<DynamicTest> packetsEndWhereKubeProxySendsThem() {
        return scenarios().stream()
                .flatMap(scenario ->
                        scenario.traced().stream()
                                .filter(outcome -> !(outcome instanceof NotCovered))
                                .map(outcome -> test(scenario, outcome)));
    }

    private static DynamicTest test(Scenario scenario, Outcome outcome) {
        return dynamicTest(
                scenario.file() + ": " + outcome.flow().name(),
                () -> {
                    if (outcome instanceof Failed(var flow, var got)) {
                        assertEquals(flow.expected(), got);
                    }
                });
    }

    @Test
    void whatIsNotCoveredIsListed() {
        var reasons = new TreeMap<String, Integer>();
        var covered = 0;
        for (var scenario : scenarios()) {
            for (var outcome : scenario.traced()) {
                switch (outcome) {
                    case Passed _, Failed _ -> covered++;
                    case NotCovered(var flow, var why) -> {
                        reasons.merge(why, 1, Integer::sum);
                        System.out.printf(
                                "NOT COVERED %s: %s: %s%n", scenario.file(), flow.name(), why);
                    }
                }
            }
        }
        System.out.printf("proxy-flows: %d flows covered, not covered: %s%n", covered, reasons);
        assertTrue(
                covered > reasons.values().stream().mapToInt(Integer::intValue).sum(),
                "less than half of the flows are judged");
    }

    @Test
    void aFileThatIsNoScenarioIsRefusedByName() {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Scenario.of("x.json", Map.of("mode", "iptables")));
        assertTrue(String.valueOf(thrown.getMessage()).startsWith("x.json is no scenario"));
    }

    private static List<Scenario> scenarios() {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().map(ProxyFlowsConformanceTest::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scenario read(Path file) {
        try {
            return Scenario.of(
                    String.valueOf(file.getFileName()), Json.parse(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
