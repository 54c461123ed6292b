package io.nodebus.nodeagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Await;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import io.nodebus.nodeagent.simulated.FakeLog;
import io.nodebus.nodeagent.simulated.FakeRuntime;
import io.nodebus.nodeagent.simulated.Pace;
import io.nodebus.nodeagent.simulated.Registry;
import io.nodebus.nodeagent.simulated.WallTimetable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way through an agent: a record on the bus, a container in the runtime, a record on the
/// bus.
class PodOnANodeTest {
    private static final String SERVES = "while true; do sleep 1; done";

    @TempDir private Path folder;

    private final WallTimetable time = new WallTimetable();
    private final FakeRuntime runtime =
            new FakeRuntime(
                    "n1",
                    "10.64.0.0/24",
                    time,
                    Pace.INSTANT,
                    FakeLog.filesUnder(Path.of("/")),
                    Registry.EVERYTHING);
    private AgentWorld world = new AgentWorld(runtime, Path.of("."));

    @BeforeEach
    void begin() {
        world = new AgentWorld(runtime, folder);
        world.start();
        world.approve();
    }

    @AfterEach
    void end() {
        world.close();
        runtime.close();
        time.close();
    }

    @Test
    void runsAndIsSeenRunning() {
        var pod = pod("web", SERVES);
        world.bind(pod);

        var state = world.awaitState(pod, it -> it.phase() == PodPhase.Running && it.ready());

        assertEquals(Optional.of("10.64.0.2"), state.podIp());
        assertEquals(Map.of("http", 80), state.ports());
        assertEquals(Optional.of("192.168.0.11"), state.hostIp());
        assertEquals("simulated://" + running().getFirst().id(), id(state));
    }

    @Test
    void isStartedAgainWhenItEnds() {
        var pod = pod("web", SERVES);
        world.bind(pod);
        var first = id(world.awaitState(pod, PodState.Observed::ready));

        runtime.kill(first.substring("simulated://".length()));

        var state = world.awaitState(pod, it -> it.ready() && !id(it).equals(first));
        assertEquals(1, state.containers().getFirst().restartCount());
        assertEquals(
                List.of("started 0", "exited 0", "started 1"),
                world.events().stream().map(PodOnANodeTest::told).toList());
        var why =
                world.reasons().stream()
                        .filter(it -> it.reason().equals("Restarting"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("137", why.figures().get("exitCode"));
        assertEquals("pods.bound", why.evidence().getFirst().topic());
    }

    @Test
    void leavesWhenItIsDeletedAndTheStateGoesWithTheRecord() {
        var pod = pod("web", "trap 'exit 0' TERM; " + SERVES);
        world.bind(pod);
        world.awaitState(pod, PodState.Observed::ready);

        world.delete(pod, 30);

        world.awaitGone(pod);
        assertEquals(List.of(), runtime.sandboxes());
        assertEquals(List.of(), runtime.containers());
        world.unbind(pod);
        Await.until(() -> world.state(pod).isEmpty(), () -> world.state(pod));
    }

    @Test
    void endsWhenItsContainerEndsAndThePolicyLetsIt() {
        var pod = pod("job", "echo done", Map.of("restartPolicy", "Never"));
        world.bind(pod);

        var state = world.awaitState(pod, it -> it.phase() == PodPhase.Succeeded);

        assertTrue(state.containers().getFirst().state() instanceof ContainerState.Terminated);
        Await.until(
                () -> runtime.sandboxes().stream().noneMatch(it -> it.ready()), runtime::sandboxes);
    }

    @Test
    void saysWhyAnImageCannotBeHad() {
        var pod = pod("web", "true", Map.of("image", "nobody/missing:1"));
        world.bind(pod);

        var state = world.awaitState(pod, it -> isWaitingFor(it, "ErrImagePull"));

        assertEquals("ErrImagePull", state.because().orElseThrow().reason());
        assertEquals("10", state.because().orElseThrow().figures().get("backoffSeconds"));
    }

    @Test
    void saysWhyACommandCannotBeFound() {
        var pod = pod("web", Optional.empty(), Map.of("command", List.of("/no/such")));
        world.bind(pod);

        var state = world.awaitState(pod, it -> isWaitingFor(it, "CrashLoopBackOff"));

        var last = state.containers().getFirst().lastState().orElseThrow();
        assertEquals(128, last.exitCode());
        assertTrue(last.message().orElseThrow().contains("/no/such"), last.toString());
    }

    @Test
    void isRefusedWhenTheNodeIsFull() {
        var pod = pod("big", "true", Map.of("resources", Map.of("requests", Map.of("cpu", "3"))));
        world.bind(pod);

        var state = world.awaitState(pod, it -> it.phase() == PodPhase.Failed);

        assertEquals("OutOfcpu", state.because().orElseThrow().reason());
        assertEquals(List.of(), runtime.sandboxes());
    }

    @Test
    void waitsForASecretAndHasItInClearOnlyInTheContainer() {
        var pod =
                pod(
                        "web",
                        "echo $(PASSWORD)",
                        Map.of(
                                "restartPolicy",
                                "Never",
                                "env",
                                List.of(
                                        Map.of(
                                                "name",
                                                "PASSWORD",
                                                "valueFrom",
                                                Map.of(
                                                        "secretKeyRef",
                                                        Map.of("name", "s", "key", "p"))))));
        world.bind(pod);
        world.awaitState(pod, it -> isWaitingFor(it, "CreateContainerConfigError"));

        world.secret("default/s/secret", Map.of("p", "pst".getBytes(StandardCharsets.UTF_8)));

        world.awaitState(pod, it -> it.phase() == PodPhase.Succeeded);
        assertTrue(log(pod, 0).endsWith("stdout F pst\n"), log(pod, 0));
    }

    @Test
    void oneStuckPodDoesNotStopTheOthers() {
        var released = new CountDownLatch(1);
        world.close();
        world = new AgentWorld(stuckFor("stuck", released), folder);
        world.start();
        world.approve();
        world.bind(pod("stuck", SERVES));
        var pod = pod("web", SERVES);

        world.bind(pod);

        world.awaitState(pod, PodState.Observed::ready);
        released.countDown();
    }

    /// The runtime, but a sandbox of this pod is not made before it is let go.
    private ContainerRuntime stuckFor(String pod, CountDownLatch released) {
        return (ContainerRuntime)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {ContainerRuntime.class},
                        (_, method, args) -> {
                            if (args != null
                                    && args[0] instanceof SandboxConfig config
                                    && config.name().equals(pod)) {
                                released.await();
                            }
                            try {
                                return method.invoke(runtime, args);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @Test
    void isLeftAloneWhenTheAgentComesBack() {
        var pod = pod("web", SERVES);
        world.bind(pod);
        var first = id(world.awaitState(pod, PodState.Observed::ready));
        world.stop();

        world.start();

        var other = pod("other", SERVES);
        world.bind(other);
        world.awaitState(other, PodState.Observed::ready);
        assertEquals(first, id(world.awaitState(pod, PodState.Observed::ready)));
        assertEquals(2, running().size());
    }

    @Test
    void isStartedAgainAtOnceWhenItEndedWhileTheAgentWasAway() {
        var pod = pod("web", SERVES);
        world.bind(pod);
        var first = id(world.awaitState(pod, PodState.Observed::ready));
        world.stop();
        runtime.kill(first.substring("simulated://".length()));

        world.start();

        var state = world.awaitState(pod, it -> it.ready() && !id(it).equals(first));
        assertEquals(1, state.containers().getFirst().restartCount());
    }

    @Test
    void keepsRunningWhileItsRuntimeIsAwayAndIsListedAfterwards() {
        var pod = pod("web", SERVES);
        world.bind(pod);
        var first = id(world.awaitState(pod, PodState.Observed::ready));

        runtime.crash();
        var late = pod("late", SERVES);
        world.bind(late);
        Await.until(
                () -> world.reasons().stream().anyMatch(it -> it.reason().startsWith("Failed")),
                world::reasons);
        runtime.comeBack();

        world.awaitState(late, PodState.Observed::ready);
        assertEquals(first, id(world.awaitState(pod, PodState.Observed::ready)));
    }

    @Test
    void theNodeSaysWhatItIsAndHowItsRuntimeIs() {
        Await.until(
                () -> world.newest(NodeState.TOPIC, AgentWorld.NODE).isPresent(),
                () -> "not registered");

        var state =
                (NodeState.Registered) world.newest(NodeState.TOPIC, AgentWorld.NODE).orElseThrow();

        assertEquals(Quantity.of("2"), state.capacity().get("cpu"));
        assertEquals(Quantity.of("110"), state.capacity().get("pods"));
        assertEquals("simulated 1.0", state.nodeInfo().containerRuntimeVersion());
        assertTrue(state.conditions().getFirst().status());
        assertTrue(
                state.apiAddress().matches("192\\.168\\.0\\.11:[1-9][0-9]+"), state.apiAddress());
        assertEquals(44, state.apiCertificate().length());
    }

    @Test
    void aRuntimeThatRefusesIsAskedAgain() {
        var pod = pod("web", SERVES);
        var refusals = new AtomicInteger(1);
        runtime.trouble((verb, _) ->
                verb.equals("createContainer") && refusals.getAndDecrement() > 0
                        ? Optional.of(new RuntimeFailure(RuntimeFailure.Kind.REFUSED, "not today"))
                        : Optional.empty());

        world.bind(pod);

        world.awaitState(pod, PodState.Observed::ready);
        assertTrue(
                world.reasons().stream().anyMatch(it -> it.message().equals("not today")),
                world.reasons().toString());
    }

    private static String told(ContainerEvent event) {
        return switch (event) {
            case ContainerEvent.Started started -> "started " + started.attempt();
            case ContainerEvent.Exited exited -> "exited " + exited.attempt();
        };
    }

    private static boolean isWaitingFor(PodState.Observed state, String reason) {
        return state.containers().getFirst().state() instanceof ContainerState.Waiting waiting
                && waiting.reason().equals(reason);
    }

    private static String id(PodState.Observed state) {
        return state.containers().getFirst().containerId().orElseThrow();
    }

    private List<ContainerSeen> running() {
        return runtime.containers().stream()
                .filter(it -> it.state() == ContainerSeen.State.RUNNING)
                .toList();
    }

    private String log(Pod pod, int attempt) {
        try {
            return Files.readString(
                    folder.resolve(
                            "pods/default_%s_%s/app/%d.log"
                                    .formatted(
                                            pod.metadata().name().orElseThrow(),
                                            pod.uid(),
                                            attempt)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Pod pod(String name, String script) {
        return pod(name, script, Map.of());
    }

    private static Pod pod(String name, String script, Map<String, Object> more) {
        return pod(name, Optional.of(script), more);
    }

    private static Pod pod(String name, Optional<String> script, Map<String, Object> more) {
        var container = new LinkedHashMap<String, Object>();
        container.put("name", "app");
        container.put("image", "localhost/nodebus/busybox:1");
        container.put("ports", List.of(Map.of("name", "http", "containerPort", 80)));
        script.ifPresent(it -> container.put("command", List.of("sh", "-c", it)));
        container.putAll(more);
        var spec = new LinkedHashMap<String, Object>();
        var policy = container.remove("restartPolicy");
        if (policy != null) {
            spec.put("restartPolicy", policy);
        }
        spec.put("containers", List.of(container));
        return TreeReader.strict(
                Pod.class,
                Map.of(
                        "metadata",
                        Map.of("namespace", "default", "name", name, "uid", "uid-of-" + name),
                        "spec",
                        spec));
    }
}
