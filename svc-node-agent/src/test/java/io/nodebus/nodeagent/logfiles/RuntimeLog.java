package io.nodebus.nodeagent.logfiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/// Writes a log as containerd does, and rotates it as a rotator does: after a rename lines still go
/// to the old file until it is told to reopen.
final class RuntimeLog implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Path log;
    private OutputStream out;
    private int seconds;
    private int rotations;

    RuntimeLog(Path log) throws IOException {
        this.log = log;
        out = open();
    }

    /// The time of the n-th line, counted from 0.
    static Instant at(int line) {
        return START.plusSeconds(line);
    }

    void line(String text) throws IOException {
        write("stdout F " + text + "\n");
    }

    void part(String text) throws IOException {
        write("stdout P " + text + "\n");
    }

    void error(String text) throws IOException {
        write("stderr F " + text + "\n");
    }

    private void write(String rest) throws IOException {
        out.write((at(seconds++) + " " + rest).getBytes(UTF_8));
    }

    Path rename() throws IOException {
        var name = "%s.20260101-%06d".formatted(log.getFileName(), rotations++);
        return Files.move(log, log.resolveSibling(name.formatted(Locale.ROOT)));
    }

    void reopen() throws IOException {
        var before = out;
        out = open();
        before.close();
    }

    Path rotate() throws IOException {
        var rotated = rename();
        reopen();
        return rotated;
    }

    static void compress(Path file) throws IOException {
        var unfinished = Path.of(file + ".tmp");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(unfinished))) {
            Files.copy(file, gzip);
        }
        Files.move(unfinished, Path.of(file + ".gz"));
        Files.delete(file);
    }

    private OutputStream open() throws IOException {
        return Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
