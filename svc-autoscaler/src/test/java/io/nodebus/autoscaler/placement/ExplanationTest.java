package io.nodebus.autoscaler.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.autoscaler.fleet.Amounts;
import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Judgement;
import io.nodebus.autoscaler.fleet.Node;
import io.nodebus.autoscaler.fleet.Noted;
import io.nodebus.autoscaler.fleet.Offer;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Ask TWO_CPUS =
            new Ask(
                    Amounts.of(Map.of("cpu", Quantity.of("2"), "pods", Quantity.of("1"))),
                    Map.of(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    List.of());

    @Test
    void saysThatThereIsNoNode() {
        assertEquals(
                "0/0 nodes: there is no node",
                Explanation.of(TWO_CPUS, List.of()).because().message());
    }

    @Test
    void whatMostNodesLackComesFirst() {
        var nodes = List.of(node(0, "1", "0"), node(1, "1", "9"), node(2, "1500m", "9"));
        assertEquals(
                "0/3 nodes: 3 insufficient cpu (asks 2, free 1 and 1500m), 1 too many pods (asks 1,"
                        + " free 0)",
                Explanation.of(TWO_CPUS, nodes).because().message());
    }

    @Test
    void theRecordDoesNotGrowWithTheFleet() {
        var nodes = IntStream.range(0, 1000).mapToObj(n -> node(n, n + "m", "9")).toList();
        var reason = Explanation.of(TWO_CPUS, nodes);
        assertEquals(
                "0/1000 nodes: 1000 insufficient cpu (asks 2, free 0, 1m, 2m and 997 more)",
                reason.because().message());
        assertEquals(Map.of("insufficient cpu", 1000), reason.counts());
        assertEquals(
                List.of(
                        "nodes",
                        "asks.cpu",
                        "n0000.allocatable.cpu",
                        "n0000.free.cpu",
                        "n0001.allocatable.cpu",
                        "n0001.free.cpu",
                        "n0002.allocatable.cpu",
                        "n0002.free.cpu"),
                List.copyOf(reason.because().figures().keySet()));
    }

    private static Node node(int number, String cpu, String pods) {
        var uid = "u" + number;
        return new Node(
                "n%04d".formatted(number),
                Optional.of(new Noted<>(approved(uid), new Evidence("nodes.desired", 0, number))),
                Map.of(),
                Optional.of(new Judgement(ready(uid), Duration.ZERO)),
                Duration.ZERO,
                Optional.of(
                        new Offer(
                                Amounts.of(
                                        Map.of("cpu", Quantity.of(cpu), "pods", Quantity.of(pods))),
                                Map.of(),
                                List.of(),
                                List.of())),
                Amounts.NONE);
    }

    private static Approved approved(String uid) {
        return new Approved(
                uid,
                uid,
                NOON,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static Judged ready(String uid) {
        return new Judged(uid, Verdict.Ready, false, NOON, Because.of("Heard", "it speaks"));
    }
}
