package io.nodebus.nodeagent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.nodeagent.await.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the agent may rely on of what containers print, and of commands run in them.
public interface OutputContract extends RuntimeUnderTest {
    Duration A_SECOND = Duration.ofSeconds(1);

    @Test
    default void execTellsWhatWasPrintedAndHowItEnded() throws IOException {
        var id = started(runtime().runSandbox(pod()), "sleep", "3600");
        var result =
                runtime()
                        .exec(
                                id,
                                List.of("sh", "-c", "echo hello; exit 4"),
                                Duration.ofSeconds(10));
        assertEquals(new ExecResult("hello\n", "", 4), result);
        assertEquals(Optional.empty(), heard().exit(id), "the end of an exec is no exit");
    }

    @Test
    default void execIsCutOffWhenItsTimeIsOver() throws IOException {
        var id = started(runtime().runSandbox(pod()), "sleep", "3600");
        RuntimeUnderTest.assertKind(
                RuntimeFailure.Kind.TIMEOUT,
                () -> runtime().exec(id, List.of("sleep", "3600"), A_SECOND));
        assertEquals(ContainerSeen.State.RUNNING, state(id));
    }

    @Test
    default void whatItPrintsIsInItsLog() throws IOException {
        var id = started(runtime().runSandbox(pod()), "sh", "-c", "echo one; echo two");
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
    default void aReopenedLogGoesOnInANewFile() throws IOException {
        var id =
                started(
                        runtime().runSandbox(pod()),
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
    default void theLogOfWhatHasExitedIsNotReopened() throws IOException {
        var id = started(runtime().runSandbox(pod()), "true");
        exited(id);
        RuntimeUnderTest.assertKind(RuntimeFailure.Kind.REFUSED, () -> runtime().reopenLog(id));
    }
}
