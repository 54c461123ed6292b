package io.nodebus.nodeagent.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.nodeagent.await.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.function.Executable;

/// What the agent may rely on. Each real runtime and the fake one pass it.
public abstract class RuntimeContract {
    private static final Duration NO_GRACE = Duration.ZERO;
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final String NOBODY = "0123456789abcdef".repeat(4);

    protected final HeardEvents heard = new HeardEvents();
    private AutoCloseable hearing = () -> {};
    private SandboxConfig pod = Configs.sandbox("none", 0, "/none");

    protected abstract ContainerRuntime runtime();

    /// An image of a busybox that is there.
    protected abstract String busybox();

    /// Where a path that the runtime uses is for us.
    protected abstract Path seen(String path);

    protected abstract String cgroup();

    @BeforeEach
    void hear(TestInfo test) throws Exception {
        var name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        pod = Configs.sandbox(name.substring(0, Math.min(name.length(), 60)), 0, cgroup());
        hearing = runtime().events(heard);
        heard.awaitCount(RuntimeEvent.Reconnected.class, 1);
    }

    @AfterEach
    void removeAll() throws Exception {
        hearing.close();
        for (var sandbox : runtime().sandboxes()) {
            runtime().stopSandbox(sandbox.id());
            runtime().removeSandbox(sandbox.id());
        }
        assertEquals(List.of(), runtime().containers());
    }

    @Test
    void saysWhatItIs() {
        assertTrue(runtime().version().matches("\\S+ \\S+"), runtime().version());
    }

    @Test
    void isReadyToRunPods() {
        var ready =
                runtime().conditions().stream()
                        .filter(RuntimeCondition::status)
                        .map(RuntimeCondition::type)
                        .toList();
        assertTrue(ready.containsAll(List.of("RuntimeReady", "NetworkReady")), ready.toString());
    }

    @Test
    void aSandboxHasAnAddressAndWhatItWasMadeFrom() {
        var id = runtime().runSandbox(pod);
        var sandbox = runtime().sandbox(id).orElseThrow();
        assertTrue(sandbox.ready());
        assertEquals(
                List.of(pod.namespace(), pod.name(), pod.uid()),
                List.of(sandbox.namespace(), sandbox.name(), sandbox.uid()));
        assertEquals(pod.labels(), sandbox.labels());
        assertTrue(sandbox.ip().orElseThrow().matches("10\\.\\d+\\.\\d+\\.\\d+"));
        assertRecent(sandbox.createdAt());
    }

    @Test
    void theListLeavesTheAddressOut() {
        var id = runtime().runSandbox(pod);
        var listed = runtime().sandboxes().getFirst();
        assertEquals(id, listed.id());
        assertEquals(Optional.empty(), listed.ip());
        assertEquals(pod.labels(), listed.labels());
    }

    @Test
    void twoSandboxesHaveTwoAddresses() {
        var one = runtime().runSandbox(pod);
        var other = runtime().runSandbox(Configs.sandbox("other", 0, cgroup()));
        assertNotEquals(
                runtime().sandbox(one).orElseThrow().ip(),
                runtime().sandbox(other).orElseThrow().ip());
    }

    @Test
    void aSecondSandboxOfTheSameAttemptIsRefused() {
        runtime().runSandbox(pod);
        var refusal = assertThrows(RuntimeFailure.class, () -> runtime().runSandbox(pod));
        assertEquals(RuntimeFailure.Kind.REFUSED, refusal.kind());
        assertEquals(1, runtime().sandboxes().size());
    }

    @Test
    void aStoppedSandboxIsNotReadyAndARemovedOneIsGone() {
        var id = runtime().runSandbox(pod);
        runtime().stopSandbox(id);
        assertFalse(runtime().sandbox(id).orElseThrow().ready());
        runtime().removeSandbox(id);
        assertEquals(Optional.empty(), runtime().sandbox(id));
    }

    @Test
    void stoppingASandboxEndsItsContainers() throws IOException {
        var id = started(runtime().runSandbox(pod), "sleep", "3600");
        runtime().stopSandbox(runtime().sandboxes().getFirst().id());
        assertEquals(137, exited(id).exitCode());
    }

    @Test
    void removingASandboxRemovesItsContainers() throws IOException {
        var sandbox = runtime().runSandbox(pod);
        var id = started(sandbox, "sleep", "3600");
        runtime().stopSandbox(sandbox);
        runtime().removeSandbox(sandbox);
        assertEquals(Optional.empty(), runtime().container(id));
    }

    @Test
    void stoppingAndRemovingWhatIsNotThereIsFine() throws IOException {
        var sandbox = runtime().runSandbox(pod);
        var id = started(sandbox, "sleep", "3600");
        for (var _ : List.of("once", "twice")) {
            assertDoesNotThrow(() -> runtime().stopContainer(id, NO_GRACE));
        }
        for (var _ : List.of("once", "twice")) {
            assertDoesNotThrow(() -> runtime().removeContainer(id));
        }
        for (var _ : List.of("once", "twice")) {
            assertDoesNotThrow(() -> runtime().stopSandbox(sandbox));
        }
        for (var _ : List.of("once", "twice")) {
            assertDoesNotThrow(() -> runtime().removeSandbox(sandbox));
        }
        assertDoesNotThrow(() -> runtime().stopContainer(NOBODY, NO_GRACE));
        assertDoesNotThrow(() -> runtime().removeContainer(NOBODY));
        assertDoesNotThrow(() -> runtime().stopSandbox(NOBODY));
        assertDoesNotThrow(() -> runtime().removeSandbox(NOBODY));
        assertDoesNotThrow(() -> runtime().removeImage("localhost/nobody:1"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertEquals(Optional.empty(), runtime().container(NOBODY));
        assertEquals(Optional.empty(), runtime().sandbox(NOBODY));
        assertEquals(Optional.empty(), runtime().usage(NOBODY));
        assertEquals(Optional.empty(), runtime().image("localhost/nobody:1"));
        assertKind(RuntimeFailure.Kind.NOT_FOUND, () -> runtime().startContainer(NOBODY));
        assertKind(RuntimeFailure.Kind.NOT_FOUND, () -> runtime().reopenLog(NOBODY));
        assertKind(
                RuntimeFailure.Kind.NOT_FOUND,
                () -> runtime().exec(NOBODY, List.of("true"), A_SECOND));
    }

    @Test
    void aContainerIsCreatedThenRunsThenHasExited() throws IOException {
        var sandbox = runtime().runSandbox(pod);
        var id = created(sandbox, 0, "sh", "-c", "sleep 0.3; exit 3");
        assertEquals(ContainerSeen.State.CREATED, state(id));
        runtime().startContainer(id);
        var running = runtime().container(id).orElseThrow();
        assertEquals(ContainerSeen.State.RUNNING, running.state());
        assertRecent(running.startedAt().orElseThrow());
        assertEquals(Optional.empty(), running.finishedAt());
        var event = heard.awaitExit(id);
        var exited = exited(id);
        assertEquals(List.of(3, 3), List.of(event.exitCode(), exited.exitCode()));
        assertEquals("Error", exited.reason());
        assertEquals(event.at(), exited.finishedAt().orElseThrow());
    }

    @Test
    void whatEndsWithZeroIsCompleted() throws IOException {
        var id = started(runtime().runSandbox(pod), "true");
        assertEquals(0, heard.awaitExit(id).exitCode());
        assertEquals("Completed", exited(id).reason());
    }

    @Test
    void aContainerKeepsWhatItWasMadeFrom() throws IOException {
        var sandbox = runtime().runSandbox(pod);
        var id = created(sandbox, 2, "sleep", "3600");
        var container = runtime().container(id).orElseThrow();
        assertEquals(sandbox, container.sandboxId());
        assertEquals("main", container.name());
        assertEquals(2, container.attempt());
        assertEquals(Map.of("io.kubernetes.container.name", "main"), container.labels());
        assertEquals(Map.of("note", "of the container"), container.annotations());
        assertEquals(Optional.of(pod.logDirectory() + "/main/2.log"), container.logPath());
        assertEquals(runtime().image(busybox()).orElseThrow().id(), container.imageId());
    }

    @Test
    void theListLeavesTheEndOut() throws IOException {
        var id = started(runtime().runSandbox(pod), "false");
        exited(id);
        var listed = runtime().containers().getFirst();
        assertEquals(ContainerSeen.State.EXITED, listed.state());
        assertEquals(0, listed.exitCode());
        assertEquals("", listed.reason());
        assertEquals(Optional.empty(), listed.finishedAt());
        assertEquals(Optional.empty(), listed.logPath());
        assertEquals(Map.of("io.kubernetes.container.name", "main"), listed.labels());
    }

    @Test
    void aSecondContainerOfTheSameAttemptIsRefused() throws IOException {
        var sandbox = runtime().runSandbox(pod);
        created(sandbox, 0, "sleep", "3600");
        assertKind(RuntimeFailure.Kind.REFUSED, () -> created(sandbox, 0, "sleep", "3600"));
    }

    @Test
    void aContainerCannotBeStartedTwice() throws IOException {
        var id = started(runtime().runSandbox(pod), "sleep", "3600");
        assertKind(RuntimeFailure.Kind.REFUSED, () -> runtime().startContainer(id));
    }

    @Test
    void aCommandThatIsNotThereIsRefusedByName() throws IOException {
        var id = created(runtime().runSandbox(pod), 0, "/no/such/command");
        var refusal = assertThrows(RuntimeFailure.class, () -> runtime().startContainer(id));
        assertEquals(RuntimeFailure.Kind.REFUSED, refusal.kind());
        assertTrue(refusal.toString().contains("/no/such/command"), refusal.toString());
        var container = exited(id);
        assertEquals("StartError", container.reason());
        assertEquals(128, container.exitCode());
        assertTrue(container.message().contains("/no/such/command"), container.message());
    }

    @Test
    void anImageThatIsNotThereIsNotFound() {
        var sandbox = runtime().runSandbox(pod);
        var config = Configs.container("main", 0, "localhost/nobody:1", "true");
        assertKind(
                RuntimeFailure.Kind.NOT_FOUND,
                () -> runtime().createContainer(sandbox, pod, config));
    }

    @Test
    void anImageIsFoundByItsTagAndByItsId() {
        var byTag = runtime().image(busybox()).orElseThrow();
        assertTrue(byTag.id().matches("sha256:[0-9a-f]{64}"), byTag.id());
        assertTrue(byTag.tags().contains(busybox()), byTag.tags().toString());
        assertTrue(byTag.bytes() > 0);
        assertEquals(byTag.id(), runtime().image(byTag.id()).orElseThrow().id());
        assertTrue(runtime().images().stream().anyMatch(image -> image.id().equals(byTag.id())));
    }

    @Test
    void sigtermIsEnoughForWhoHearsIt() throws IOException {
        var id =
                started(
                        runtime().runSandbox(pod),
                        "sh",
                        "-c",
                        "trap 'exit 5' TERM; echo ready; while true; do sleep 0.05; done");
        Await.until("the trap is set", () -> log(0).toFile().length() > 0);
        runtime().stopContainer(id, Duration.ofSeconds(30));
        assertEquals(5, exited(id).exitCode());
    }

    @Test
    void sigkillComesAfterTheGraceForWhoDoesNot() throws IOException {
        var id = started(runtime().runSandbox(pod), "sh", "-c", "trap '' TERM; sleep 3600");
        runtime().stopContainer(id, A_SECOND);
        var exited = exited(id);
        assertEquals(137, exited.exitCode());
        var lived =
                Duration.between(
                        exited.startedAt().orElseThrow(), exited.finishedAt().orElseThrow());
        assertTrue(lived.compareTo(A_SECOND) >= 0, lived.toString());
    }

    @Test
    void aRunningContainerIsEndedWhenItIsRemoved() throws IOException {
        var id = started(runtime().runSandbox(pod), "sleep", "3600");
        runtime().removeContainer(id);
        assertEquals(Optional.empty(), runtime().container(id));
        assertEquals(137, heard.awaitExit(id).exitCode());
    }

    @Test
    void execTellsWhatWasPrintedAndHowItEnded() throws IOException {
        var id = started(runtime().runSandbox(pod), "sleep", "3600");
        var result =
                runtime()
                        .exec(
                                id,
                                List.of("sh", "-c", "echo hello; exit 4"),
                                Duration.ofSeconds(10));
        assertEquals(new ExecResult("hello\n", "", 4), result);
        assertEquals(Optional.empty(), heard.exit(id), "the end of an exec is no exit");
    }

    @Test
    void execIsCutOffWhenItsTimeIsOver() throws IOException {
        var id = started(runtime().runSandbox(pod), "sleep", "3600");
        assertKind(
                RuntimeFailure.Kind.TIMEOUT,
                () -> runtime().exec(id, List.of("sleep", "3600"), A_SECOND));
        assertEquals(ContainerSeen.State.RUNNING, state(id));
    }

    @Test
    void whatItPrintsIsInItsLog() throws IOException {
        var id = started(runtime().runSandbox(pod), "sh", "-c", "echo one; echo two");
        exited(id);
        var lines = Files.readAllLines(log(0));
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(
                lines.getFirst()
                        .matches(
                                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+(Z|[+-]\\d\\d:\\d\\d)"
                                    + " stdout F one"),
                lines.getFirst());
    }

    @Test
    void aReopenedLogGoesOnInANewFile() throws IOException {
        var id =
                started(
                        runtime().runSandbox(pod),
                        "sh",
                        "-c",
                        "while true; do echo on; sleep 0.02; done");
        Await.until("something is printed", () -> log(0).toFile().length() > 0);
        var rotated = log(0).resolveSibling("0.log.20260101-000000");
        Files.move(log(0), rotated);
        runtime().reopenLog(id);
        Await.until("the new file fills", () -> log(0).toFile().length() > 0);
        assertTrue(Files.size(rotated) > 0);
    }

    @Test
    void theLogOfWhatHasExitedIsNotReopened() throws IOException {
        var id = started(runtime().runSandbox(pod), "true");
        exited(id);
        assertKind(RuntimeFailure.Kind.REFUSED, () -> runtime().reopenLog(id));
    }

    @Test
    void whoTakesTooMuchMemoryIsKilledForIt() throws IOException {
        var sandbox = runtime().runSandbox(pod);
        logFolder();
        var config = Configs.container("main", 0, busybox(), "tail", "/dev/zero");
        var id = runtime().createContainer(sandbox, pod, Configs.limitedTo(16 << 20, config));
        runtime().startContainer(id);
        heard.await(new RuntimeEvent.OutOfMemory(id));
        assertEquals(137, heard.awaitExit(id).exitCode());
        assertEquals("OOMKilled", exited(id).reason());
    }

    @Test
    void aRunningContainerUsesSomething() throws IOException {
        var id = started(runtime().runSandbox(pod), "sh", "-c", "while true; do sleep 0.01; done");
        Await.until(
                "it used the processor",
                () -> runtime().usage(id).filter(u -> u.cpuNanoseconds() > 0).isPresent());
        assertTrue(runtime().usage(id).orElseThrow().memoryWorkingSetBytes() > 0);
    }

    @Test
    void whatHasExitedUsesNothing() throws IOException {
        var id = started(runtime().runSandbox(pod), "true");
        exited(id);
        assertEquals(Optional.empty(), runtime().usage(id));
    }

    @Test
    void nothingIsHeardAfterHearingEnds() throws Exception {
        var id = started(runtime().runSandbox(pod), "sleep", "3600");
        hearing.close();
        var later = new HeardEvents();
        try (var _ = runtime().events(later)) {
            later.awaitCount(RuntimeEvent.Reconnected.class, 1);
            runtime().stopContainer(id, NO_GRACE);
            later.awaitExit(id);
        }
        assertEquals(Optional.empty(), heard.exit(id));
    }

    protected SandboxConfig pod() {
        return pod;
    }

    protected String started(String sandbox, String... command) throws IOException {
        var id = created(sandbox, 0, command);
        runtime().startContainer(id);
        return id;
    }

    protected String created(String sandbox, int attempt, String... command) throws IOException {
        logFolder();
        return runtime()
                .createContainer(
                        sandbox, pod, Configs.container("main", attempt, busybox(), command));
    }

    /// The CRI is behind its own events.
    protected ContainerSeen exited(String id) {
        return Await.present(
                id + " has exited",
                () -> runtime().container(id).filter(c -> c.state() == ContainerSeen.State.EXITED));
    }

    protected Path log(int attempt) {
        return seen(pod.logDirectory() + "/main/" + attempt + ".log");
    }

    protected void logFolder() throws IOException {
        Files.createDirectories(seen(pod.logDirectory() + "/main"));
    }

    private ContainerSeen.State state(String id) {
        return runtime().container(id).orElseThrow().state();
    }

    protected static void assertKind(RuntimeFailure.Kind kind, Executable call) {
        assertEquals(kind, assertThrows(RuntimeFailure.class, call).kind());
    }

    private static void assertRecent(Instant at) {
        var age = Duration.between(at, Instant.now());
        assertTrue(age.compareTo(Duration.ofMinutes(1)) < 0 && !age.isNegative(), at.toString());
    }
}
