package io.nodebus.nodeagent.logfiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Where the last lines of a file begin.
///
/// @param offset the byte
/// @param lines how many complete lines follow it: as many as asked for, or all there are
record Tail(long offset, long lines) {
    private static final int BLOCK_BYTES = 64 << 10;

    /// Reads backwards, no more than needed. An unfinished line at the end belongs to the tail, but
    /// is not counted.
    static Tail of(FileChannel file, long wanted) throws IOException {
        var block = ByteBuffer.allocate(BLOCK_BYTES);
        var ends = 0L;
        for (var right = file.size(); right > 0; ) {
            var left = Math.max(0, right - BLOCK_BYTES);
            read(file, block, left, (int) (right - left));
            for (var i = (int) (right - left) - 1; i >= 0; i--) {
                if (block.get(i) == '\n' && ends++ == wanted) {
                    return new Tail(left + i + 1, wanted);
                }
            }
            right = left;
        }
        return new Tail(0, ends);
    }

    private static void read(FileChannel file, ByteBuffer block, long at, int length)
            throws IOException {
        block.clear().limit(length);
        while (block.hasRemaining() && file.read(block, at + block.position()) >= 0) {
            // A read may be short.
        }
    }
}
