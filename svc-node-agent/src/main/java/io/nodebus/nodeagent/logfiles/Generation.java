package io.nodebus.nodeagent.logfiles;

import io.nodebus.nodeagent.logformat.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// A rotated file of a log: `0.log.20260101-120000`, or the same with `.gz`.
///
/// @param key tells the file from others, whatever it is called (inode)
record Generation(Path path, Object key) {
    private static final String GZIP = ".gz";
    private static final int BLOCK_BYTES = 64 << 10;
    private static final String UNFINISHED = ".tmp";

    /// Oldest first; the names sort by time. While a file is compressed it is there twice, and only
    /// the plain one is sure to be whole.
    static List<Generation> of(Path log) throws IOException {
        var prefix = log.getFileName() + ".";
        var folder = log.resolveSibling(".");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            var all =
                    files.filter(file -> file.getFileName().toString().startsWith(prefix))
                            .filter(file -> !file.toString().endsWith(UNFINISHED))
                            .sorted()
                            .toList();
            return all.stream()
                    .filter(file -> !isGzip(file) || !all.contains(plain(file)))
                    .map(Generation::look)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    boolean isGzip() {
        return isGzip(path);
    }

    /// The time of its first line.
    Optional<Instant> begun() throws IOException {
        try (var in = open()) {
            return new LineReader(in).next().flatMap(LogLine::parse).map(LogLine::at);
        }
    }

    /// Uncompressed. The file may have been compressed since it was looked for: then that is read.
    InputStream open() throws IOException {
        if (isGzip()) {
            return new GZIPInputStream(Files.newInputStream(path), BLOCK_BYTES);
        }
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException compressed) {
            return new GZIPInputStream(Files.newInputStream(Path.of(path + GZIP)), BLOCK_BYTES);
        }
    }

    /// What tells this file from others; nothing when it is not there.
    static Optional<Object> key(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.ofNullable(attributes.fileKey());
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static Optional<Generation> look(Path file) {
        try {
            return key(file).map(key -> new Generation(file, key));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isGzip(Path file) {
        return file.toString().endsWith(GZIP);
    }

    private static Path plain(Path gzip) {
        var name = gzip.getFileName().toString();
        return gzip.resolveSibling(name.substring(0, name.length() - GZIP.length()));
    }
}
