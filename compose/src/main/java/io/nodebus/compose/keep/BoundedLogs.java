package io.nodebus.compose.keep;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Keeps the logs in a folder from growing without end. One that is over its bound is copied to
/// `NAME.1` and emptied: its writers, be they JVMs, a shell or containerd, have it open for
/// appending and go on at its beginning, so nobody has to be told. What is written between the two
/// steps is lost.
///
/// @param most bytes of one log; a process that writes a lot may be over it until the next look
public record BoundedLogs(Path folder, long most) {
    private static final String LOG = ".log";

    public static final long USUAL = 8L << 20;

    public void look() throws IOException {
        for (var log : logs()) {
            if (Files.size(log) > most) {
                cut(log);
            }
        }
    }

    private List<Path> logs() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(LOG)).toList();
        }
    }

    /// Where no copy can be made, for want of disk say, it is emptied all the same.
    private static void cut(Path log) throws IOException {
        var before = log.resolveSibling(log.getFileName() + ".1");
        try {
            Files.copy(log, before, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(before);
        }
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }
}
