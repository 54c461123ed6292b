package io.nodebus.proxyrules.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.proxyrules.trace.Scenario.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every flow of kube-proxy's own tests that is covered ends where it ends there. The others are
/// listed with their reason, and are no tests.
class ProxyFlowsConformanceTest {
    @TestFactory
    Stream<DynamicTest> packetsEndWhereKubeProxySendsThem() {
        return Scenario.all().stream().flatMap(ProxyFlowsConformanceTest::covered);
    }

    private static Stream<DynamicTest> covered(Scenario scenario) {
        var flows = covering(scenario);
        if (flows.isEmpty()) {
            return Stream.of();
        }
        var tracer = new Tracer(scenario.rules());
        return flows.stream()
                .map(flow ->
                        dynamicTest(
                                scenario.file() + ": " + flow.name(),
                                () ->
                                        assertEquals(
                                                flow.expected(),
                                                told(
                                                        tracer.fate(
                                                                flow.packet(),
                                                                scenario.vantage())))));
    }

    private static List<Flow> covering(Scenario scenario) {
        return scenario.flows().stream()
                .filter(flow -> scenario.uncovered(flow).isEmpty())
                .toList();
    }

    private static String told(Fate fate) {
        return switch (fate) {
            case Fate.Sent(var endpoints, var masqueraded) ->
                    endpoints.stream().map(RuleEndpoint::target).sorted().toList()
                            + (masqueraded ? " masqueraded" : "");
            case Fate.Rejected _ -> "REJECT";
            case Fate.Dropped _ -> "DROP";
            case Fate.Untouched _ -> "UNTOUCHED";
        };
    }

    @Test
    void whatIsNotCoveredIsListed() {
        var left = new ArrayList<String>();
        var reasons = new TreeMap<String, Integer>();
        var covered = 0;
        for (var scenario : Scenario.all()) {
            covered += covering(scenario).size();
            for (var flow : scenario.flows()) {
                scenario.uncovered(flow)
                        .ifPresent(why -> {
                            left.add(
                                    "NOT COVERED %s: %s: %s"
                                            .formatted(scenario.file(), flow.name(), why));
                            reasons.merge(why, 1, Integer::sum);
                        });
            }
        }
        left.forEach(System.out::println);
        System.out.printf(
                "proxy-flows: %d flows covered, %d not covered %s%n",
                covered, left.size(), reasons);
        assertFalse(left.size() >= covered, "less than half of the flows are judged");
    }
}
