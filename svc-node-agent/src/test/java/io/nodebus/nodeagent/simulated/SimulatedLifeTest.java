package io.nodebus.nodeagent.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.nodeagent.runtime.Configs;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.nodebus.nodeagent.runtime.RuntimeFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What only the fake can do: virtual time, crashes and power cuts on demand, thousands at once.
class SimulatedLifeTest {
    private static final String BUSYBOX = "localhost/nodebus/busybox:1";

    private final VirtualTimetable time =
            new VirtualTimetable(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakeRuntime runtime = runtime("n1", Pace.CONTAINERD);
    private final List<RuntimeEvent> heard = new ArrayList<>();

    @Test
    void anHourPassesInNoTime() throws Exception {
        try (var _ = runtime.events(heard::add)) {
            var id = start("web", "sleep", "1h");
            time.pass(Duration.ofMinutes(59));
            assertEquals(ContainerSeen.State.RUNNING, state(id));
            time.pass(Duration.ofMinutes(2));
            assertEquals(ContainerSeen.State.EXITED, state(id));
            assertEquals(Duration.ofHours(1), lifetime(id));
        }
    }

    @Test
    void theEndIsHeardBeforeItIsAdmitted() throws Exception {
        try (var _ = runtime.events(heard::add)) {
            var id = start("web", "sleep", "1");
            time.pass(Duration.ofSeconds(1));
            assertTrue(heard.getLast() instanceof RuntimeEvent.Exited, heard.toString());
            assertEquals(ContainerSeen.State.RUNNING, state(id));
            time.pass(Pace.CONTAINERD.admission());
            assertEquals(ContainerSeen.State.EXITED, state(id));
        }
    }

    @Test
    void stoppingTakesTheGraceOfWhoIgnoresSigterm() {
        var id = start("web", "sleep", "1h");
        var before = time.now();
        runtime.stopContainer(id, Duration.ofSeconds(30));
        assertEquals(
                Duration.ofSeconds(30).plus(Pace.CONTAINERD.admission()),
                Duration.between(before, time.now()));
    }

    @Test
    void aServerOfAnotherImageObeysSigterm() {
        runtime.pullImage("nginx");
        var id = start("web", "nginx");
        runtime.stopContainer(id, Duration.ofSeconds(30));
        assertEquals(0, runtime.container(id).orElseThrow().exitCode());
        assertTrue(lifetime(id).compareTo(Duration.ofSeconds(1)) < 0);
    }

    @Test
    void containersLiveThroughACrash() throws Exception {
        try (var _ = runtime.events(heard::add)) {
            var id = start("web", "sleep", "10");
            runtime.crash();
            assertEquals(
                    Kind.UNAVAILABLE,
                    assertThrows(RuntimeFailure.class, runtime::containers).kind());
            time.pass(Duration.ofSeconds(20));
            runtime.comeBack();
            time.pass(Duration.ZERO);
            assertEquals(ContainerSeen.State.EXITED, state(id));
            assertEquals(
                    List.of(
                            new RuntimeEvent.Reconnected(),
                            new RuntimeEvent.Disconnected("crashed"),
                            new RuntimeEvent.Reconnected()),
                    heard,
                    "its end while away is not told later");
        }
    }

    @Test
    void aPowerCutEndsAllAndLeavesWhatIsOnTheDisk() {
        var id = start("web", "sleep", "1h");
        runtime.powerCut();
        time.pass(Duration.ofSeconds(1));
        var container = runtime.container(id).orElseThrow();
        assertEquals(List.of(255, "Unknown"), List.of(container.exitCode(), container.reason()));
        assertEquals(Optional.empty(), runtime.sandbox(container.sandboxId()).orElseThrow().ip());
        assertEquals(1, runtime.images().size());
    }

    @Test
    void troubleComesWhereItIsSent() {
        runtime.trouble((verb, subject) ->
                verb.equals("startContainer")
                        ? Optional.of(new RuntimeFailure(Kind.TIMEOUT, subject))
                        : Optional.empty());
        assertEquals(
                Kind.TIMEOUT,
                assertThrows(RuntimeFailure.class, () -> start("web", "true")).kind());
        assertEquals(1, runtime.containers().size());
    }

    @Test
    void anImageThatIsMissingIsRefusedInContainerdsWords() {
        var failure = assertThrows(RuntimeFailure.class, () -> runtime.pullImage("missing:1"));
        assertEquals(Kind.NOT_FOUND, failure.kind());
        assertEquals(
                "failed to pull and unpack image \"docker.io/library/missing:1\": failed to resolve"
                    + " reference \"docker.io/library/missing:1\": docker.io/library/missing:1: not"
                    + " found",
                failure.getMessage());
    }

    @Test
    void aPulledImageIsFoundByItsShortName() {
        var id = runtime.pullImage("nginx");
        assertEquals(id, runtime.image("nginx:latest").orElseThrow().id());
        assertEquals(id, runtime.image("docker.io/library/nginx:latest").orElseThrow().id());
        runtime.removeImage(id);
        assertEquals(Optional.empty(), runtime.image("nginx"));
    }

    @Test
    void idsAreTheSameInEveryRunAndDifferOnEveryNode() {
        var first = runtime("n1", Pace.INSTANT).runSandbox(Configs.sandbox("web", 0, "/n1"));
        assertEquals(
                first, runtime("n1", Pace.INSTANT).runSandbox(Configs.sandbox("web", 0, "/n1")));
        assertNotEquals(
                first, runtime("n2", Pace.INSTANT).runSandbox(Configs.sandbox("web", 0, "/n1")));
    }

    @Test
    void aFullNetworkRefusesAndAFreedAddressComesLast() {
        var tiny = new AddressPool("10.0.0.4/30");
        assertEquals("10.0.0.6", tiny.take());
        assertThrows(RuntimeFailure.class, tiny::take);
        tiny.free("10.0.0.6");
        assertEquals("10.0.0.6", tiny.take());
        var pool = new AddressPool("10.64.3.0/24");
        assertEquals("10.64.3.2", pool.take());
        pool.free("10.64.3.2");
        assertEquals("10.64.3.3", pool.take());
    }

    @Test
    void tenThousandContainersAreCheap() {
        var many =
                new FakeRuntime(
                        "n",
                        "10.64.0.0/16",
                        time,
                        Pace.INSTANT,
                        FakeLog.NOWHERE,
                        Registry.EVERYTHING);
        many.load(BUSYBOX);
        for (var i = 0; i < 10_000; i++) {
            start(many, "p" + i, "sh", "-c", "while true; do echo on; sleep 60; done");
        }
        time.pass(Duration.ofMinutes(5));
        assertEquals(
                10_000,
                many.containers().stream()
                        .filter(c -> c.state() == ContainerSeen.State.RUNNING)
                        .count());
    }

    @Test
    void aShellIsUnderstoodAsFarAsExamplesGo() {
        var id =
                start(
                        "web",
                        "sh",
                        "-c",
                        "echo 'a; b' && sleep 1\nwhile true; do\n echo x; sleep 5; exit 7; done");
        time.pass(Duration.ofSeconds(7));
        assertEquals(7, runtime.container(id).orElseThrow().exitCode());
        assertEquals(
                "a; b\n",
                runtime.exec(
                                start("other", "sleep", "1h"),
                                List.of("sh", "-c", "echo 'a; b'"),
                                Duration.ofSeconds(1))
                        .stdout());
    }

    @Test
    void aShellKnowsItsEnvironmentAndGoesOnAfterASleepOfNoLength() {
        var id = start("web", "sh", "-c", "sleep $UNSET; sleep ${COLOUR}; sleep 5; exit 7");
        time.pass(Duration.ofSeconds(6));
        assertEquals(7, runtime.container(id).orElseThrow().exitCode());
        assertEquals(
                "it is green $COLOUR\n",
                runtime.exec(
                                start("other", "sleep", "1h"),
                                List.of("sh", "-c", "echo \"it is $COLOUR\" '$COLOUR'"),
                                Duration.ofSeconds(1))
                        .stdout());
    }

    private FakeRuntime runtime(String node, Pace pace) {
        var made =
                new FakeRuntime(
                        node, "10.64.7.0/24", time, pace, FakeLog.NOWHERE, Registry.EVERYTHING);
        made.load(BUSYBOX);
        return made;
    }

    private String start(String pod, String... command) {
        return start(runtime, pod, command);
    }

    private static String start(FakeRuntime on, String pod, String... command) {
        var config = Configs.sandbox(pod, 0, "/n1");
        var image = command[0].equals("nginx") ? "nginx" : BUSYBOX;
        var id =
                on.createContainer(
                        on.runSandbox(config),
                        config,
                        Configs.container("main", 0, image, command));
        on.startContainer(id);
        return id;
    }

    private ContainerSeen.State state(String id) {
        return runtime.container(id).orElseThrow().state();
    }

    private Duration lifetime(String id) {
        var container = runtime.container(id).orElseThrow();
        return Duration.between(
                container.startedAt().orElseThrow(), container.finishedAt().orElseThrow());
    }
}
