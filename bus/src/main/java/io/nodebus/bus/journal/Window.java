package io.nodebus.bus.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Looks at bytes of a file in ascending order without a read for each.
final class Window {
    private static final int MOST = 64 * 1024;

    private final Bytes bytes;
    private final int size;
    private ByteBuffer seen = ByteBuffer.allocate(0);
    private long start;

    /// @param about how many bytes there are to look at
    Window(Bytes bytes, long about) {
        this.bytes = bytes;
        this.size = (int) Math.min(MOST, about);
    }

    /// These bytes, or fewer where the file ends. Holds until the next call.
    ByteBuffer at(long position, int length) throws IOException {
        if (position < start || position + length > start + seen.limit()) {
            refill(position, length);
        }
        var from = (int) (position - start);
        return seen.slice(from, Math.min(length, seen.limit() - from));
    }

    private void refill(long position, int length) throws IOException {
        if (seen.capacity() < length || seen.capacity() == 0) {
            seen = ByteBuffer.allocate(Math.max(size, length));
        }
        seen.clear();
        bytes.read(seen, position);
        seen.flip();
        start = position;
    }
}
