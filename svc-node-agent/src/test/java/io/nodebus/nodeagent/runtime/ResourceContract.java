package io.nodebus.nodeagent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.nodeagent.await.Await;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the agent may rely on of images, memory and the processor.
public interface ResourceContract extends RuntimeUnderTest {
    @Test
    default void anImageThatIsNotThereIsNotFound() {
        var sandbox = runtime().runSandbox(pod());
        var config = Configs.container("main", 0, "localhost/nobody:1", "true");
        RuntimeUnderTest.assertKind(
                RuntimeFailure.Kind.NOT_FOUND,
                () -> runtime().createContainer(sandbox, pod(), config));
    }

    @Test
    default void anImageIsFoundByItsTagAndByItsId() {
        var byTag = runtime().image(busybox()).orElseThrow();
        assertTrue(byTag.id().matches("sha256:[0-9a-f]{64}"), byTag.id());
        assertTrue(byTag.tags().contains(busybox()), byTag.tags().toString());
        assertTrue(byTag.bytes() > 0);
        assertEquals(byTag.id(), runtime().image(byTag.id()).orElseThrow().id());
        assertTrue(runtime().images().stream().anyMatch(image -> image.id().equals(byTag.id())));
    }

    @Test
    default void whoTakesTooMuchMemoryIsKilledForIt() throws IOException {
        var sandbox = runtime().runSandbox(pod());
        logFolder();
        var config = Configs.container("main", 0, busybox(), "tail", "/dev/zero");
        var id = runtime().createContainer(sandbox, pod(), Configs.limitedTo(16 << 20, config));
        runtime().startContainer(id);
        heard().await(new RuntimeEvent.OutOfMemory(id));
        assertEquals(137, heard().awaitExit(id).exitCode());
        assertEquals("OOMKilled", exited(id).reason());
    }

    @Test
    default void aRunningContainerUsesSomething() throws IOException {
        var id =
                started(runtime().runSandbox(pod()), "sh", "-c", "while true; do sleep 0.01; done");
        Await.until(
                "it used the processor",
                () -> runtime().usage(id).filter(u -> u.cpuNanoseconds() > 0).isPresent());
        assertTrue(runtime().usage(id).orElseThrow().memoryWorkingSetBytes() > 0);
    }

    @Test
    default void whatHasExitedUsesNothing() throws IOException {
        var id = started(runtime().runSandbox(pod()), "true");
        exited(id);
        assertEquals(Optional.empty(), runtime().usage(id));
    }
}
