package io.nodebus.nodeagent.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.nodeagent.conformance.Suite;
import io.nodebus.nodeagent.conformance.Suite.Case;
import io.nodebus.nodeagent.conformance.Written;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.work.PodActions.ContainerView;
import io.nodebus.nodeagent.work.PodActions.SandboxView;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PodActionsConformanceTest {
    @TestFactory
    Stream<DynamicTest> whatOneLookAtAPodAsksFor() {
        return Suite.read("pod-actions")
                .judged(PodActionsConformanceTest::uncovered, PodActionsConformanceTest::judge);
    }

    private static Optional<String> uncovered(Case each) {
        var spec = each.input().at("spec");
        if (spec.has("initContainers")) {
            return Optional.of("init containers and sidecars are refused at admission");
        }
        if (spec.has("ephemeralContainers")) {
            return Optional.of("ephemeral containers are refused at admission");
        }
        if (!each.input().at("probes").entries().isEmpty()) {
            return Optional.of("probes are refused at admission");
        }
        return each.name().startsWith("resize")
                ? Optional.of("resizing comes later")
                : Optional.empty();
    }

    private static void judge(Case each) {
        var actions =
                PodActions.of(
                        Written.spec(each.input().at("spec")),
                        each.input().at("sandboxes").items().stream()
                                .map(it ->
                                        new SandboxView(
                                                it.at("attempt").number(),
                                                it.at("state").text().equals("Ready"),
                                                it.has("ip")))
                                .toList(),
                        each.input().at("containers").items().stream()
                                .map(it ->
                                        new ContainerView(
                                                it.at("id").text(),
                                                it.at("name").text(),
                                                ContainerSeen.State.valueOf(
                                                        it.at("state")
                                                                .text()
                                                                .toUpperCase(Locale.ROOT)),
                                                it.at("exitCode").number()))
                                .toList());

        var expect = each.expect();
        assertEquals(expect.at("killPod").isTrue(), actions.killPod(), "killPod");
        assertEquals(expect.at("createSandbox").isTrue(), actions.createSandbox(), "create");
        assertEquals(expect.at("attempt").number(), actions.attempt(), "attempt");
        assertEquals(
                Set.copyOf(expect.at("startContainers").texts()),
                Set.copyOf(actions.startContainers()));
        assertEquals(
                Set.copyOf(expect.at("killContainers").texts()),
                Set.copyOf(actions.killContainers()));
    }
}
