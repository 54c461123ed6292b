package io.nodebus.nodeagent.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nodebus.bus.broker.BrokerProcess;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.nodeagent.box.NodeBox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A real node for tests in which something dies. Whatever a test does, a pod that nobody orders
/// anything of is not touched, and at the end all pods can be deleted.
@TestInstance(Lifecycle.PER_CLASS)
abstract class FaultyNode {
    final List<Pod> bound = new ArrayList<>();
    NodeBox box;
    BrokerProcess broker;
    Fleet fleet;
    Truth truth;
    AgentJvm agent;
    private Pod bystander;
    private Map<String, Truth.Life> untouched = Map.of();

    @BeforeAll
    void startANode(@TempDir Path folder) {
        var missing = NodeBox.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        broker = BrokerProcess.start(folder.resolve("broker"));
        fleet = new Fleet(broker.bootstrap());
        box = NodeBox.open();
        truth = new Truth(box);
        agent = new AgentJvm(box, broker.bootstrap());
        agent.start();
        fleet.approve();
    }

    @AfterAll
    void endIt() {
        if (broker != null) {
            agent.close();
            truth.close();
            box.close();
            fleet.close();
            broker.close();
        }
    }

    @BeforeEach
    void somebodyRuns(TestInfo test) {
        var name = test.getTestMethod().orElseThrow().getName();
        bystander = bind(Pods.serving("beside-" + name.toLowerCase(Locale.ROOT)));
        awaitReady(bystander);
        untouched = truth.lives(bystander);
    }

    @AfterEach
    void nobodyTouchedIt() {
        assertEquals(untouched, truth.lives(bystander));
        bound.forEach(fleet::delete);
        bound.forEach(fleet::awaitGone);
        bound.clear();
        truth.requireExactly(List.of());
    }

    Pod bind(Pod pod) {
        fleet.bind(pod);
        bound.add(pod);
        return pod;
    }

    void delete(Pod pod) {
        fleet.delete(pod);
        bound.remove(pod);
    }

    PodState.Observed awaitReady(Pod pod) {
        return fleet.awaitState(pod, PodState.Observed::ready);
    }

    static int restarts(PodState.Observed state, String container) {
        return state.containers().stream()
                .filter(it -> it.name().equals(container))
                .findFirst()
                .orElseThrow()
                .restartCount();
    }
}
