package io.nodebus.compose.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.compose.await.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkTest {
    @TempDir Path folder;

    @Test
    void findsWhatAMarkedProcessStarted() throws Exception {
        var mark = new Mark(folder);
        var builder = new ProcessBuilder("sh", "-c", "sleep 60 & wait");
        builder.environment().put(Mark.NAME, mark.value());
        var process = builder.start();
        try {
            Await.until("both", Duration.ofSeconds(5), () -> mark.bearers().size() == 2);
        } finally {
            mark.bearers().forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }
        Await.until("none is left", Duration.ofSeconds(5), () -> mark.bearers().isEmpty());
    }

    @Test
    void doesNotTakeALongerPathForItsOwn() throws Exception {
        var builder = new ProcessBuilder("sleep", "60");
        builder.environment().put(Mark.NAME, new Mark(folder).value() + "2");
        var process = builder.start();
        try {
            assertEquals(List.of(), new Mark(folder).bearers());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aProgramThatFailsIsNamedWithItsLastWords() {
        var failed =
                assertThrows(
                        ProgramFailed.class,
                        () -> Program.of("sh", "-c", "echo no >&2; exit 3").output());
        assertTrue(String.valueOf(failed.getMessage()).endsWith("ended with 3: no"));
    }

    @Test
    void aProgramThatDoesNotEndIsEnded() {
        var sleeping = Program.of("sleep", "60").within(Duration.ofMillis(100));
        var failed = assertThrows(ProgramFailed.class, sleeping::run);
        assertTrue(String.valueOf(failed.getMessage()).startsWith("sleep 60 did not end"));
    }
}
