package io.nodebus.autoscaler.fit;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.autoscaler.conformance.Suite;
import io.nodebus.autoscaler.conformance.Suite.Case;
import io.nodebus.autoscaler.conformance.Suite.Tree;
import io.nodebus.autoscaler.conformance.Written;
import io.nodebus.autoscaler.fleet.Amounts;
import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ResourcesConformanceTest {
    @TestFactory
    Stream<DynamicTest> whatFitsBesideOtherPods() {
        return Suite.read("resources-fit")
                .judged(ResourcesConformanceTest::uncovered, ResourcesConformanceTest::judge);
    }

    private static Optional<String> uncovered(Case each) {
        return Written.refused(each.input().at("pod"));
    }

    private static void judge(Case each) {
        var refusal =
                new Resources().refusal(Ask.of(Written.spec(each.input().at("pod"))), filled(each));
        assertEquals(each.expect().at("fits").isTrue(), refusal.isEmpty());
        assertEquals(expected(each), refusal.map(ResourcesConformanceTest::found).orElse(Set.of()));
    }

    private static Node filled(Case each) {
        var used = Amounts.NONE;
        for (var pod : each.input().at("existingPods").items()) {
            used = used.plus(Ask.of(Written.spec(pod)).amounts());
        }
        var allocatable =
                Written.quantities(each.input().at("node").at("status").at("allocatable"));
        return OneNode.using(OneNode.node("n", Map.of(), List.of(), allocatable), used);
    }

    private static Set<String> expected(Case each) {
        return each.expect().at("insufficient").items().stream()
                .map(ResourcesConformanceTest::expected)
                .collect(toCollection(TreeSet::new));
    }

    private static String expected(Tree shortage) {
        return shortage.at("resource").text()
                + (shortage.at("unresolvable").isTrue() ? " unresolvable" : "");
    }

    private static Set<String> found(Refusal refusal) {
        if (!(refusal instanceof Refusal.Short(var shortages))) {
            throw new AssertionError(refusal);
        }
        return shortages.stream()
                .map(one -> one.resource() + (one.isUnresolvable() ? " unresolvable" : ""))
                .collect(toCollection(TreeSet::new));
    }
}
