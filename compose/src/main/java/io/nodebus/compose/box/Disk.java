package io.nodebus.compose.box;

import io.nodebus.compose.process.Program;
import io.nodebus.compose.tools.Tool;
import io.nodebus.compose.tools.Toolbox;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A node's disk: an ext4 file system in a sparse file, with nothing reserved for root so that `df`
/// and we agree.
final class Disk {
    private Disk() {}

    /// Makes it unless it is there. It gets its name when it is whole, so half a disk is never
    /// taken for one.
    static void make(Path file, long bytes, Toolbox tools) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        var raw = file.resolveSibling(file.getFileName() + ".new");
        try (var sparse = new RandomAccessFile(raw.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
        var format = tools.get(Tool.MKFS_EXT4).toString();
        Program.of(format, "-q", "-F", "-m", "0", raw.toString()).output();
        Files.move(raw, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
