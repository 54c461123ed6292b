package io.nodebus.nodeagent.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.contracts.pod.ContainerStatus;
import io.nodebus.nodeagent.conformance.Suite;
import io.nodebus.nodeagent.conformance.Suite.Case;
import io.nodebus.nodeagent.conformance.Suite.Tree;
import io.nodebus.nodeagent.conformance.Written;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PodPhaseConformanceTest {
    @TestFactory
    Stream<DynamicTest> aPodsPhase() {
        return Suite.read("pod-phase")
                .judged(PodPhaseConformanceTest::uncovered, PodPhaseConformanceTest::judge);
    }

    private static Optional<String> uncovered(Case each) {
        if (each.input().at("spec").has("initContainers")) {
            return Optional.of("init containers are refused at admission");
        }
        return each.input().has("features")
                ? Optional.of("restart rules of one container are refused at admission")
                : Optional.empty();
    }

    private static void judge(Case each) {
        var statuses =
                each.input().at("containerStatuses").items().stream()
                        .map(PodPhaseConformanceTest::status)
                        .toList();
        assertEquals(
                each.expect().text(),
                PodPhases.of(
                                Written.spec(each.input().at("spec")),
                                statuses,
                                each.input().at("podIsTerminal").isTrue())
                        .toString());
    }

    private static ContainerStatus status(Tree status) {
        return new ContainerStatus(
                status.at("name").text(),
                "busybox",
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                state(status.at("state")),
                Optional.of(status.at("lastState").at("terminated"))
                        .filter(Tree::isThere)
                        .map(PodPhaseConformanceTest::ended));
    }

    private static ContainerState state(Tree state) {
        if (state.has("running")) {
            return new ContainerState.Running(Instant.EPOCH);
        }
        return state.has("terminated")
                ? ended(state.at("terminated"))
                : new ContainerState.Waiting("", Optional.empty());
    }

    private static ContainerState.Terminated ended(Tree terminated) {
        return new ContainerState.Terminated(
                terminated.at("exitCode").number(),
                "",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH);
    }
}
