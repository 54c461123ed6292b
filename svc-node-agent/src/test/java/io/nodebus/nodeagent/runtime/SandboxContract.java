package io.nodebus.nodeagent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the agent may rely on of sandboxes.
public interface SandboxContract extends RuntimeUnderTest {
    @Test
    default void aSandboxHasAnAddressAndWhatItWasMadeFrom() {
        var id = runtime().runSandbox(pod());
        var sandbox = runtime().sandbox(id).orElseThrow();
        assertTrue(sandbox.ready());
        assertEquals(
                List.of(pod().namespace(), pod().name(), pod().uid()),
                List.of(sandbox.namespace(), sandbox.name(), sandbox.uid()));
        assertEquals(pod().labels(), sandbox.labels());
        assertTrue(sandbox.ip().orElseThrow().matches("10\\.\\d+\\.\\d+\\.\\d+"));
        RuntimeUnderTest.assertRecent(sandbox.createdAt());
    }

    @Test
    default void theListLeavesTheAddressOut() {
        var id = runtime().runSandbox(pod());
        var listed = runtime().sandboxes().getFirst();
        assertEquals(id, listed.id());
        assertEquals(Optional.empty(), listed.ip());
        assertEquals(pod().labels(), listed.labels());
    }

    @Test
    default void twoSandboxesHaveTwoAddresses() {
        var one = runtime().runSandbox(pod());
        var other = runtime().runSandbox(Configs.sandbox("other", 0, cgroup()));
        assertNotEquals(
                runtime().sandbox(one).orElseThrow().ip(),
                runtime().sandbox(other).orElseThrow().ip());
    }

    @Test
    default void aSecondSandboxOfTheSameAttemptIsRefused() {
        runtime().runSandbox(pod());
        var refusal = assertThrows(RuntimeFailure.class, () -> runtime().runSandbox(pod()));
        assertEquals(RuntimeFailure.Kind.REFUSED, refusal.kind());
        assertEquals(1, runtime().sandboxes().size());
    }

    @Test
    default void aStoppedSandboxIsNotReadyAndARemovedOneIsGone() {
        var id = runtime().runSandbox(pod());
        runtime().stopSandbox(id);
        assertFalse(runtime().sandbox(id).orElseThrow().ready());
        runtime().removeSandbox(id);
        assertEquals(Optional.empty(), runtime().sandbox(id));
    }

    @Test
    default void stoppingASandboxEndsItsContainers() throws IOException {
        var id = started(runtime().runSandbox(pod()), "sleep", "3600");
        runtime().stopSandbox(runtime().sandboxes().getFirst().id());
        assertEquals(137, exited(id).exitCode());
    }

    @Test
    default void removingASandboxRemovesItsContainers() throws IOException {
        var sandbox = runtime().runSandbox(pod());
        var id = started(sandbox, "sleep", "3600");
        runtime().stopSandbox(sandbox);
        runtime().removeSandbox(sandbox);
        assertEquals(Optional.empty(), runtime().container(id));
    }
}
