package io.nodebus.compose.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Looks into the head of a program.
final class Elf {
    private static final int MAGIC = 0x464c457f;
    private static final int PT_INTERP = 3;

    private Elf() {}

    /// Whether it runs where no library is: in an image that holds nothing else. Such a program
    /// asks for no interpreter.
    static boolean isStatic(Path file) {
        var head = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        try (var channel = FileChannel.open(file)) {
            channel.read(head, 0);
        } catch (IOException e) {
            return false;
        }
        head.flip();
        if (head.limit() < 64 || head.getInt(0) != MAGIC) {
            return false;
        }
        var start = head.getLong(32);
        var size = head.getShort(54);
        var count = head.getShort(56);
        for (var i = 0; i < count && start + (i + 1L) * size <= head.limit(); i++) {
            if (head.getInt((int) start + i * size) == PT_INTERP) {
                return false;
            }
        }
        return true;
    }
}
