package io.nodebus.compose.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.compose.client.Server;
import io.nodebus.compose.streaming.SpdyConnection.Broken;
import io.nodebus.compose.streaming.SpdyConnection.Reader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Local ports that lead into a pod: `portforward.k8s.io`, two streams a connection.
public final class PortForward implements AutoCloseable {
    private final SpdyConnection connection;
    private final AtomicInteger requests = new AtomicInteger();
    private final Consumer<String> complaints;

    private PortForward(SpdyConnection connection, Consumer<String> complaints) {
        this.connection = connection;
        this.complaints = complaints;
    }

    /// @param path of `portforward`
    /// @param complaints hears what went wrong with single connections
    public static PortForward open(Server server, String path, Consumer<String> complaints) {
        return new PortForward(SpdyConnection.open(server, path, "portforward.k8s.io"), complaints);
    }

    /// Listens on loopback and leads every connection to a port of the pod.
    ///
    /// @param localPort 0 for any
    /// @return the port listened on
    /// @throws IOException when the port is taken
    public int listen(int localPort, int podPort) throws IOException {
        var listener = new ServerSocket(localPort, 50, InetAddress.getLoopbackAddress());
        var _ = connection.closed().thenRun(() -> close(listener));
        var _ = Thread.ofVirtual().start(() -> accept(listener, podPort));
        return listener.getLocalPort();
    }

    private void accept(ServerSocket listener, int podPort) {
        try {
            while (true) {
                var local = listener.accept();
                var _ = Thread.ofVirtual().start(() -> forward(local, podPort));
            }
        } catch (IOException _) {
            // Closed: the forwarding is over.
            return;
        }
    }

    private void forward(Socket local, int podPort) {
        var id = Integer.toString(requests.getAndIncrement());
        var port = Integer.toString(podPort);
        try (local) {
            var error = new ByteArrayOutputStream();
            var errors =
                    connection.open(
                            Map.of("streamtype", "error", "port", port, "requestID", id),
                            collecting(error, podPort));
            var _ = errors.closeWrite();
            var data =
                    connection.open(
                            Map.of("streamtype", "data", "port", port, "requestID", id),
                            writingTo(local));
            var buffer = new byte[16 * 1024];
            var in = local.getInputStream();
            var n = in.read(buffer);
            while (n >= 0 && data.write(buffer, n)) {
                n = in.read(buffer);
            }
            var _ = data.closeWrite();
            connectionEnded(local);
        } catch (IOException | Broken e) {
            complaints.accept("port %d: %s".formatted(podPort, e.getMessage()));
        }
    }

    /// After our side said its last, the pod may still answer: wait for its end.
    private static void connectionEnded(Socket local) {
        synchronized (local) {
            while (!local.isOutputShutdown()) {
                try {
                    local.wait();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private Reader collecting(ByteArrayOutputStream error, int podPort) {
        return new Reader() {
            @Override
            public void bytes(byte[] bytes) {
                error.writeBytes(bytes);
            }

            @Override
            public void end() {
                if (error.size() > 0) {
                    complaints.accept("port %d: %s".formatted(podPort, error.toString(UTF_8)));
                }
            }
        };
    }

    private static Reader writingTo(Socket local) {
        return new Reader() {
            @Override
            public void bytes(byte[] bytes) {
                try {
                    local.getOutputStream().write(bytes);
                } catch (IOException _) {
                    end();
                }
            }

            @Override
            public void end() {
                synchronized (local) {
                    try {
                        local.shutdownOutput();
                    } catch (IOException _) {
                        close(local);
                    }
                    local.notifyAll();
                }
            }
        };
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception _) {
            // Nothing is lost with a socket that is going anyway.
            return;
        }
    }

    /// Waits until the connection to the pod ends.
    public void await() {
        connection.closed().join();
    }

    @Override
    public void close() {
        connection.close();
    }
}
