package io.nodebus.autoscaler.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.autoscaler.conformance.Suite;
import io.nodebus.autoscaler.conformance.Suite.Case;
import io.nodebus.autoscaler.conformance.Suite.Tree;
import io.nodebus.autoscaler.conformance.Written;
import io.nodebus.contracts.wire.Unreadable;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class TaintsConformanceTest {
    @TestFactory
    Stream<DynamicTest> whichTaintsAPodTolerates() {
        return Suite.read("taints")
                .judged(TaintsConformanceTest::uncovered, TaintsConformanceTest::judge);
    }

    private static Optional<String> uncovered(Case each) {
        try {
            Written.tolerating(each.input().at("tolerations"));
            return Optional.empty();
        } catch (Unreadable e) {
            return Optional.of("refused at admission: " + e.faults().getFirst());
        }
    }

    private static void judge(Case each) {
        var tolerations = Written.tolerating(each.input().at("tolerations")).tolerations();
        var considered =
                each.input().at("consideredEffects").items().stream().map(Tree::text).toList();
        var tolerated =
                Written.taints(each.input().at("taints")).stream()
                        .filter(taint -> considered.contains(taint.effect().name()))
                        .allMatch(taint -> Taints.isTolerated(taint, tolerations));
        assertEquals(each.expect().at("tolerated").isTrue(), tolerated);
    }
}
