package io.nodebus.autoscaler.fit;

import static io.nodebus.autoscaler.fit.OneNode.node;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.autoscaler.conformance.Suite;
import io.nodebus.autoscaler.conformance.Suite.Case;
import io.nodebus.autoscaler.conformance.Written;
import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.contracts.pod.Affinity.NodeSelector;
import io.nodebus.contracts.wire.TreeReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class NodeAffinityConformanceTest {
    @TestFactory
    Stream<DynamicTest> whichNodesAPodSelects() {
        return Suite.read("node-affinity")
                .judged(NodeAffinityConformanceTest::uncovered, NodeAffinityConformanceTest::judge);
    }

    private static Optional<String> uncovered(Case each) {
        return switch (each.input().at("op").text()) {
            case "nodeSelector" -> Optional.empty();
            case "required" -> Written.refused(each.input().at("pod"));
            case "preferred" -> Optional.of("preferences are refused at admission");
            default -> throw new AssertionError(each);
        };
    }

    private static void judge(Case each) {
        var node = each.input().at("node");
        var name = node.at("metadata").at("name").text();
        var matches =
                new Selection()
                        .refusal(asked(each), node(name, Written.labels(node), List.of(), Map.of()))
                        .isEmpty();
        assertEquals(each.expect().at("match").isTrue(), matches);
    }

    private static Ask asked(Case each) {
        if (each.input().at("op").text().equals("required")) {
            return Ask.of(Written.spec(each.input().at("pod")));
        }
        var selector =
                TreeReader.strict(NodeSelector.class, each.input().at("nodeSelector").fields());
        return OneNode.selecting(selector);
    }
}
