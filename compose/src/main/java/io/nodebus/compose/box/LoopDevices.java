package io.nodebus.compose.box;

import io.nodebus.compose.process.Program;
import io.nodebus.compose.tools.Tool;
import io.nodebus.compose.tools.Toolbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The loop devices of this machine. One lets go of its file a moment after the last namespace that
/// had it mounted has ended; whoever mounts the file before that destroys it.
public final class LoopDevices {
    private static final Path BLOCK = Path.of("/sys/block");
    private static final Duration LOOK = Duration.ofMillis(10);

    private LoopDevices() {}

    /// Those that a file under this folder is behind.
    public static List<Path> behind(Path folder) {
        try (var devices = Files.list(BLOCK)) {
            return devices.filter(device -> backing(device).startsWith(folder))
                    .map(device -> Path.of("/dev").resolve(device.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns when none is left.
    ///
    /// @throws IllegalStateException when the kernel keeps one
    public static void awaitFree(Path folder, Duration patience, Toolbox tools) {
        var end = System.nanoTime() + patience.toNanos();
        var left = behind(folder);
        while (!left.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
            left = behind(folder);
        }
        for (var device : left) {
            tools.find(Tool.LOSETUP)
                    .ifPresent(losetup ->
                            Program.of(losetup.toString(), "-d", device.toString()).run());
        }
        if (!behind(folder).isEmpty()) {
            throw new IllegalStateException(
                    "%s still hold a file in %s".formatted(behind(folder), folder));
        }
    }

    private static Path backing(Path device) {
        try {
            return Path.of(Files.readString(device.resolve("loop/backing_file")).strip());
        } catch (IOException e) {
            return Path.of("/"); // no file is behind it
        }
    }
}
