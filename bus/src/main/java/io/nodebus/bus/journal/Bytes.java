package io.nodebus.bus.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The bytes a journal lives in: a preallocated file, or memory in tests that cut the power.
interface Bytes extends AutoCloseable {
    long size() throws IOException;

    /// Makes sure of so much disk; what is there stays.
    void take(long bytes) throws IOException;

    /// Writes all of it. Survives the process, not yet the power.
    void write(ByteBuffer from, long at) throws IOException;

    /// Fills the buffer as far as there are bytes.
    void read(ByteBuffer into, long at) throws IOException;

    /// What was written survives the power.
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
