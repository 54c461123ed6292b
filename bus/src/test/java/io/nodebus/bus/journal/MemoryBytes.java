package io.nodebus.bus.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A file in memory that remembers each write, so that a test may cut the power in the middle of
/// any of them.
final class MemoryBytes implements Bytes {
    private byte[] bytes;
    private final List<Write> writes = new ArrayList<>();
    private boolean closed;

    /// @param forcedBefore how many writes were safe when this one began
    record Write(long at, ByteBuffer bytes, int forcedBefore) {}

    private int forced;

    MemoryBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    static MemoryBytes empty() {
        return new MemoryBytes(new byte[0]);
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void take(long size) {
        bytes = Arrays.copyOf(bytes, (int) Math.max(size, bytes.length));
    }

    @Override
    public void write(ByteBuffer from, long at) {
        var written = new byte[from.remaining()];
        from.get(written);
        writes.add(new Write(at, ByteBuffer.wrap(written), forced));
        System.arraycopy(written, 0, bytes, (int) at, written.length);
    }

    @Override
    public void read(ByteBuffer into, long at) {
        var length = (int) Math.max(0, Math.min(into.remaining(), bytes.length - at));
        into.put(bytes, (int) Math.min(at, bytes.length), length);
    }

    @Override
    public void force() {
        forced = writes.size();
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    byte[] copy() {
        return bytes.clone();
    }

    List<Write> writes() {
        return List.copyOf(writes);
    }
}
