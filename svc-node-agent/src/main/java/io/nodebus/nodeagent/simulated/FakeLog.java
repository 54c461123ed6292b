package io.nodebus.nodeagent.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/// Where the lines of simulated containers go.
public sealed interface FakeLog {
    /// Nowhere: thousands of containers need no disk.
    FakeLog NOWHERE = new Nowhere();

    /// Into the file the CRI names, under this root, in the CRI's format. No file stays open, so
    /// when a log is renamed the next line goes to the old path at once.
    static FakeLog filesUnder(Path root) {
        return new InFiles(root);
    }

    void open(Path log);

    void write(Path log, Instant at, String line);

    /// @see FakeLog#NOWHERE
    record Nowhere() implements FakeLog {
        @Override
        public void open(Path log) {}

        @Override
        public void write(Path log, Instant at, String line) {}
    }

    /// @see FakeLog#filesUnder(Path)
    record InFiles(Path root) implements FakeLog {
        @Override
        public void open(Path log) {
            append(log, "");
        }

        @Override
        public void write(Path log, Instant at, String line) {
            append(log, at + " stdout F " + line + "\n");
        }

        private void append(Path log, String text) {
            var file = Path.of(root.toString(), log.toString());
            try {
                Files.write(
                        file,
                        text.getBytes(UTF_8),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (NoSuchFileException noFolder) {
                throw new RuntimeFailure(
                        RuntimeFailure.Kind.REFUSED,
                        "failed to open log file \"" + log + "\": no such file or directory",
                        noFolder);
            } catch (IOException unwritable) {
                throw new UncheckedIOException("cannot write the log " + file, unwritable);
            }
        }
    }
}
