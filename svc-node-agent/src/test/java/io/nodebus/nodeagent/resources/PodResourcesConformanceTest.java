package io.nodebus.nodeagent.resources;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.nodeagent.conformance.Suite;
import io.nodebus.nodeagent.conformance.Suite.Case;
import io.nodebus.nodeagent.conformance.Written;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PodResourcesConformanceTest {
    @TestFactory
    Stream<DynamicTest> whatAPodAsksForAndIsLimitedTo() {
        return Suite.read("pod-resources")
                .judged(PodResourcesConformanceTest::uncovered, PodResourcesConformanceTest::judge);
    }

    private static Optional<String> uncovered(Case each) {
        var spec = each.input().at("pod").at("spec");
        if (!spec.at("initContainers").items().isEmpty()) {
            return Optional.of("init containers are refused at admission");
        }
        if (spec.has("overhead") || spec.has("resources")) {
            return Optional.of("overhead and resources of the whole pod are refused at admission");
        }
        return each.input().at("options").at("useStatusResources").isTrue()
                ? Optional.of("resizing comes later")
                : Optional.empty();
    }

    private static void judge(Case each) {
        var spec = Written.spec(each.input().at("pod").at("spec"));
        var amounts =
                each.input().at("op").text().equals("requests")
                        ? PodResources.requests(spec)
                        : PodResources.limits(spec);
        assertEquals(
                values(
                        each.expect().entries().entrySet().stream()
                                .collect(
                                        toMap(
                                                Map.Entry::getKey,
                                                entry -> Quantity.of(entry.getValue().text())))),
                values(amounts));
    }

    private static Map<String, BigDecimal> values(Map<String, Quantity> amounts) {
        return amounts.entrySet().stream()
                .collect(
                        toMap(
                                Map.Entry::getKey,
                                entry -> entry.getValue().value().stripTrailingZeros()));
    }
}
