package io.nodebus.nodeagent.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// What the agent may rely on. Each real runtime and the fake one pass it.
public abstract class RuntimeContract
        implements SandboxContract, ContainerContract, ResourceContract, OutputContract {
    private static final String NOBODY = "0123456789abcdef".repeat(4);

    private final HeardEvents heard = new HeardEvents();
    private AutoCloseable hearing = () -> {};
    private SandboxConfig pod = Configs.sandbox("none", 0, "/none");

    @Override
    public SandboxConfig pod() {
        return pod;
    }

    @Override
    public HeardEvents heard() {
        return heard;
    }

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
    void stoppingAndRemovingWhatIsNotThereIsFine() throws IOException {
        var sandbox = runtime().runSandbox(pod());
        var id = started(sandbox, "sleep", "3600");
        for (var _ : List.of("once", "twice")) {
            assertDoesNotThrow(() -> runtime().stopContainer(id, Duration.ZERO));
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
        assertDoesNotThrow(() -> runtime().stopContainer(NOBODY, Duration.ZERO));
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
        RuntimeUnderTest.assertKind(
                RuntimeFailure.Kind.NOT_FOUND, () -> runtime().startContainer(NOBODY));
        RuntimeUnderTest.assertKind(
                RuntimeFailure.Kind.NOT_FOUND, () -> runtime().reopenLog(NOBODY));
        RuntimeUnderTest.assertKind(
                RuntimeFailure.Kind.NOT_FOUND,
                () -> runtime().exec(NOBODY, List.of("true"), Duration.ofSeconds(1)));
    }

    @Test
    void nothingIsHeardAfterHearingEnds() throws Exception {
        var id = started(runtime().runSandbox(pod()), "sleep", "3600");
        hearing.close();
        var later = new HeardEvents();
        try (var _ = runtime().events(later)) {
            later.awaitCount(RuntimeEvent.Reconnected.class, 1);
            runtime().stopContainer(id, Duration.ZERO);
            later.awaitExit(id);
        }
        assertEquals(Optional.empty(), heard().exit(id));
    }
}
