package io.nodebus.nodeagent.nodeapi;

import io.nodebus.nodeagent.logformat.LogSink;
import io.nodebus.nodeagent.logformat.Stream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/// Writes a log into a response, as fast as the client reads: the reader's thread waits while more
/// than a few blocks are on their way. Used by that one thread.
final class ResponseSink implements LogSink {
    private static final int ON_THEIR_WAY = 256 << 10;
    private static final int BLOCK_BYTES = 16 << 10;

    private final HttpServerResponse response;
    private final Semaphore room = new Semaphore(ON_THEIR_WAY);
    private final byte[] block = new byte[BLOCK_BYTES];
    private int filled;
    private volatile boolean closed;
    private boolean begun;

    ResponseSink(HttpServerResponse response) {
        this.response = response;
        response.closeHandler(_ -> close());
        response.exceptionHandler(_ -> close());
    }

    /// Wakes whoever waits for room.
    private void close() {
        closed = true;
        room.release(ON_THEIR_WAY);
    }

    @Override
    public void begin() {
        begun = true;
        response.setChunked(true).putHeader("content-type", "text/plain; charset=utf-8");
        var _ = response.writeHead();
    }

    boolean hasBegun() {
        return begun;
    }

    @Override
    public void write(Stream stream, byte[] bytes, int offset, int length) {
        var done = 0;
        while (done < length) {
            var part = Math.min(length - done, block.length - filled);
            System.arraycopy(bytes, offset + done, block, filled, part);
            filled += part;
            done += part;
            if (filled == block.length) {
                flush();
            }
        }
    }

    @Override
    public void flush() {
        if (filled == 0 || closed) {
            filled = 0;
            return;
        }
        var size = filled;
        room.acquireUninterruptibly(size);
        filled = 0;
        response.write(Buffer.buffer(Arrays.copyOf(block, size)))
                .onComplete(_ -> room.release(size));
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    void end() {
        flush();
        var _ = response.end();
    }
}
