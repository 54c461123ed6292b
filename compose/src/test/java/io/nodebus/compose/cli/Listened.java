package io.nodebus.compose.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that goes on until it is closed, and what it has printed so far.
final class Listened implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path said;

    Listened(ProcessBuilder builder) throws IOException {
        said = Files.createTempFile("listened", ".out");
        process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    }

    String text() {
        try {
            return Files.readString(said, UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    List<String> lines() {
        return Typed.Said.columns(text());
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.delete(said);
    }
}
