package io.nodebus.compose.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// How images get into a node that has no way out: an HTTP proxy inside it, whose connections leave
/// from the host and whose names the host resolves. containerd is told of it by `HTTPS_PROXY`.
///
/// A registry on the host's own loopback goes by the name [#HOST]: what a node calls 127.0.0.1 is
/// the node.
public final class PullProxy implements AutoCloseable {
    public static final String HOST = "host.nodebus.internal";

    private static final int LIMIT = 64;
    private static final int LONGEST_HEAD = 16 * 1024;

    private final ServerSocketChannel listening;
    private final NetworkNamespace from;
    private final Semaphore room = new Semaphore(LIMIT);
    private final Set<Flow> flows = ConcurrentHashMap.newKeySet();

    private PullProxy(ServerSocketChannel listening, NetworkNamespace from) {
        this.listening = listening;
        this.from = from;
    }

    public static PullProxy open(
            NetworkNamespace in, InetSocketAddress listen, NetworkNamespace from)
            throws IOException {
        var proxy = new PullProxy(in.make(() -> Relay.bound(listen)), from);
        Thread.ofVirtual().name("pull-proxy").start(proxy::accept);
        return proxy;
    }

    public int port() {
        try {
            return ((InetSocketAddress) listening.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new IllegalStateException("the proxy is closed", e);
        }
    }

    private void accept() {
        try {
            while (true) {
                room.acquire();
                var near = listening.accept();
                Thread.ofVirtual().start(() -> serve(near));
            }
        } catch (IOException e) {
            // closed: that is how it ends
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(SocketChannel near) {
        try (near) {
            var bytes = new byte[LONGEST_HEAD];
            var head = ByteBuffer.wrap(bytes);
            var request = ProxyRequest.of(head(near, head, bytes));
            try (var far = from.make(() -> SocketChannel.open(StandardProtocolFamily.INET));
                    var flow = new Flow(near, far)) {
                flows.add(flow);
                connect(near, far, request);
                write(far, request.opening());
                write(far, new String(bytes, head.position(), head.remaining(), ISO_8859_1));
                flow.run();
                flows.remove(flow);
            }
        } catch (IOException | IllegalArgumentException e) {
            // whoever asked was told, or is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            flows.removeIf(flow -> flow.isOf(near));
            room.release();
        }
    }

    private static void connect(SocketChannel near, SocketChannel far, ProxyRequest request)
            throws IOException {
        var host = request.host().equals(HOST) ? "127.0.0.1" : request.host();
        var target = new InetSocketAddress(host, request.port());
        try {
            if (target.isUnresolved()) {
                throw new IOException("no address is known for " + host);
            }
            far.connect(target);
            if (request.isTunnel()) {
                write(near, "HTTP/1.1 200 connected\r\n\r\n");
            }
        } catch (IOException e) {
            var body = "%s:%d: %s\n".formatted(host, request.port(), e.getMessage());
            write(
                    near,
                    "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(body.length(), body));
            throw e;
        }
    }

    /// Reads up to the empty line. What came after it stays in the buffer.
    private static String head(SocketChannel near, ByteBuffer buffer, byte[] bytes)
            throws IOException {
        while (true) {
            var text = new String(bytes, 0, buffer.position(), ISO_8859_1);
            var end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                buffer.limit(buffer.position()).position(end + 4);
                return text.substring(0, end + 2);
            }
            if (!buffer.hasRemaining() || near.read(buffer) < 0) {
                throw new IOException("no request within %d bytes".formatted(LONGEST_HEAD));
            }
        }
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        flows.forEach(Flow::close);
    }
}
