package io.nodebus.nodeagent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.nodeagent.await.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.function.Executable;

/// A runtime that keeps the contract, or not, and what its tests do with it.
public interface RuntimeUnderTest {
    ContainerRuntime runtime();

    /// An image of a busybox that is there.
    String busybox();

    /// Where a path that the runtime uses is for us.
    Path seen(String path);

    String cgroup();

    /// The pod of this test.
    SandboxConfig pod();

    HeardEvents heard();

    default String started(String sandbox, String... command) throws IOException {
        var id = created(sandbox, 0, command);
        runtime().startContainer(id);
        return id;
    }

    default String created(String sandbox, int attempt, String... command) throws IOException {
        logFolder();
        return runtime()
                .createContainer(
                        sandbox, pod(), Configs.container("main", attempt, busybox(), command));
    }

    /// The CRI is behind its own events.
    default ContainerSeen exited(String id) {
        return Await.present(
                id + " has exited",
                () -> runtime().container(id).filter(c -> c.state() == ContainerSeen.State.EXITED));
    }

    default Path log(int attempt) {
        return seen(pod().logDirectory() + "/main/" + attempt + ".log");
    }

    default void logFolder() throws IOException {
        Files.createDirectories(seen(pod().logDirectory() + "/main"));
    }

    default ContainerSeen.State state(String id) {
        return runtime().container(id).orElseThrow().state();
    }

    static void assertKind(RuntimeFailure.Kind kind, Executable call) {
        assertEquals(kind, assertThrows(RuntimeFailure.class, call).kind());
    }

    static void assertRecent(Instant at) {
        var age = Duration.between(at, Instant.now());
        assertTrue(age.compareTo(Duration.ofMinutes(1)) < 0 && !age.isNegative(), at.toString());
    }
}
