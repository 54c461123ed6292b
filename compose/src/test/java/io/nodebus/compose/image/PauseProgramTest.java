package io.nodebus.compose.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.compose.await.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseProgramTest {
    @TempDir Path folder;

    @Test
    void waitsAndEndsWithZeroWhenItIsTold() throws Exception {
        var file = Files.write(folder.resolve("pause"), PauseProgram.bytes());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        var process = new ProcessBuilder(file.toString()).start();
        Await.until("it pauses", Duration.ofSeconds(5), () -> isAsleep(process.pid()));
        process.destroy();
        assertEquals(0, process.waitFor());
    }

    /// Asleep in pause(2), call number 34, and not before it was started.
    private static boolean isAsleep(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/syscall")).startsWith("34 ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
