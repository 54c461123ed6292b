package io.nodebus.compose.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Two sockets joined. Each direction ends by itself: an end of input is passed on as an end of
/// output, and the other direction goes on.
final class Flow implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final SocketChannel near;
    private final SocketChannel far;

    Flow(SocketChannel near, SocketChannel far) {
        this.near = near;
        this.far = far;
    }

    boolean isOf(SocketChannel channel) {
        return near.equals(channel);
    }

    /// Returns when both directions have ended. A broken direction breaks the other.
    void run() throws IOException, InterruptedException {
        var back =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                pump(far, near);
                            } catch (IOException e) {
                                close();
                            }
                        });
        try {
            pump(near, far);
        } catch (IOException e) {
            close();
        }
        back.join();
    }

    private static void pump(SocketChannel from, SocketChannel to) throws IOException {
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        while (from.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
            buffer.clear();
        }
        to.shutdownOutput();
    }

    @Override
    public void close() {
        try (near;
                far) {
            // both are closed, whatever happens to the first
        } catch (IOException e) {
            // there is nobody left to tell
        }
    }
}
