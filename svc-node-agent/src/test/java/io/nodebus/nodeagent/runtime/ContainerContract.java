package io.nodebus.nodeagent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.nodeagent.await.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the agent may rely on of containers, from their creation to how they end.
public interface ContainerContract extends RuntimeUnderTest {
    Duration A_SECOND = Duration.ofSeconds(1);

    @Test
    default void aContainerIsCreatedThenRunsThenHasExited() throws IOException {
        var sandbox = runtime().runSandbox(pod());
        var id = created(sandbox, 0, "sh", "-c", "sleep 0.3; exit 3");
        assertEquals(ContainerSeen.State.CREATED, state(id));
        runtime().startContainer(id);
        var running = runtime().container(id).orElseThrow();
        assertEquals(ContainerSeen.State.RUNNING, running.state());
        RuntimeUnderTest.assertRecent(running.startedAt().orElseThrow());
        assertEquals(Optional.empty(), running.finishedAt());
        var event = heard().awaitExit(id);
        var exited = exited(id);
        assertEquals(List.of(3, 3), List.of(event.exitCode(), exited.exitCode()));
        assertEquals("Error", exited.reason());
        assertEquals(event.at(), exited.finishedAt().orElseThrow());
    }

    @Test
    default void whatEndsWithZeroIsCompleted() throws IOException {
        var id = started(runtime().runSandbox(pod()), "true");
        assertEquals(0, heard().awaitExit(id).exitCode());
        assertEquals("Completed", exited(id).reason());
    }

    @Test
    default void aContainerKeepsWhatItWasMadeFrom() throws IOException {
        var sandbox = runtime().runSandbox(pod());
        var id = created(sandbox, 2, "sleep", "3600");
        var container = runtime().container(id).orElseThrow();
        assertEquals(sandbox, container.sandboxId());
        assertEquals("main", container.name());
        assertEquals(2, container.attempt());
        assertEquals(Map.of("io.kubernetes.container.name", "main"), container.labels());
        assertEquals(Map.of("note", "of the container"), container.annotations());
        assertEquals(Optional.of(pod().logDirectory() + "/main/2.log"), container.logPath());
        assertEquals(runtime().image(busybox()).orElseThrow().id(), container.imageId());
    }

    @Test
    default void theListLeavesTheEndOut() throws IOException {
        var id = started(runtime().runSandbox(pod()), "false");
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
    default void aSecondContainerOfTheSameAttemptIsRefused() throws IOException {
        var sandbox = runtime().runSandbox(pod());
        created(sandbox, 0, "sleep", "3600");
        RuntimeUnderTest.assertKind(
                RuntimeFailure.Kind.REFUSED, () -> created(sandbox, 0, "sleep", "3600"));
    }

    @Test
    default void aContainerCannotBeStartedTwice() throws IOException {
        var id = started(runtime().runSandbox(pod()), "sleep", "3600");
        RuntimeUnderTest.assertKind(
                RuntimeFailure.Kind.REFUSED, () -> runtime().startContainer(id));
    }

    @Test
    default void aCommandThatIsNotThereIsRefusedByName() throws IOException {
        var id = created(runtime().runSandbox(pod()), 0, "/no/such/command");
        var refusal = assertThrows(RuntimeFailure.class, () -> runtime().startContainer(id));
        assertEquals(RuntimeFailure.Kind.REFUSED, refusal.kind());
        assertTrue(refusal.toString().contains("/no/such/command"), refusal.toString());
        var container = exited(id);
        assertEquals("StartError", container.reason());
        assertEquals(128, container.exitCode());
        assertTrue(container.message().contains("/no/such/command"), container.message());
    }

    @Test
    default void sigtermIsEnoughForWhoHearsIt() throws IOException {
        var id =
                started(
                        runtime().runSandbox(pod()),
                        "sh",
                        "-c",
                        "trap 'exit 5' TERM; echo ready; while true; do sleep 0.05; done");
        Await.until("the trap is set", () -> log(0).toFile().length() > 0);
        runtime().stopContainer(id, Duration.ofSeconds(30));
        assertEquals(5, exited(id).exitCode());
    }

    @Test
    default void sigkillComesAfterTheGraceForWhoDoesNot() throws IOException {
        var id = started(runtime().runSandbox(pod()), "sh", "-c", "trap '' TERM; sleep 3600");
        runtime().stopContainer(id, A_SECOND);
        var exited = exited(id);
        assertEquals(137, exited.exitCode());
        var lived =
                Duration.between(
                        exited.startedAt().orElseThrow(), exited.finishedAt().orElseThrow());
        assertTrue(lived.compareTo(A_SECOND) >= 0, lived.toString());
    }

    @Test
    default void aRunningContainerIsEndedWhenItIsRemoved() throws IOException {
        var id = started(runtime().runSandbox(pod()), "sleep", "3600");
        runtime().removeContainer(id);
        assertEquals(Optional.empty(), runtime().container(id));
        assertEquals(137, heard().awaitExit(id).exitCode());
    }
}
