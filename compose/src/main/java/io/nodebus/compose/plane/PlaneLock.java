package io.nodebus.compose.plane;

import io.nodebus.compose.place.PlaneDir;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Only one `up` or `down` at a time works on a plane. The kernel gives the lock back when its
/// holder dies.
final class PlaneLock implements AutoCloseable {
    static final String NAME = ".lock";

    private final FileChannel channel;

    private PlaneLock(FileChannel channel) {
        this.channel = channel;
    }

    /// @throws UpRefused when another holds it
    static PlaneLock of(PlaneDir dir) throws IOException {
        Files.createDirectories(dir.path());
        var channel = open(dir.path().resolve(NAME));
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new UpRefused(
                    "another up or down is at work on the plane in %s: wait for it"
                            .formatted(dir.path()));
        }
        return new PlaneLock(channel);
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
