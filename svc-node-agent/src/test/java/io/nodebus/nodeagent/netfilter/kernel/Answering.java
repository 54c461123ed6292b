package io.nodebus.nodeagent.netfilter.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.nodeagent.box.Namespace;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// Servers in namespaces that say which of their addresses was asked, and by whom, over TCP and
/// UDP; and clients that ask.
final class Answering implements AutoCloseable {
    /// Told by the kernel that nobody is there.
    static final String REFUSED = "refused";

    /// Told by the kernel that it knows no way there.
    static final String UNREACHABLE = "unreachable";

    /// Not told anything.
    static final String SILENT = "silent";

    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

    private final ConcurrentLinkedQueue<Closeable> sockets = new ConcurrentLinkedQueue<>();

    /// Answers `10.64.1.2:8080 for 10.64.1.1`.
    void serve(Namespace namespace, String address, int port) throws Exception {
        namespace.run(() -> {
            var tcp = new ServerSocket(port, 1_000, InetAddress.getByName(address));
            var udp = new DatagramSocket(port, InetAddress.getByName(address));
            sockets.add(tcp);
            sockets.add(udp);
            Thread.ofPlatform().daemon().start(() -> accept(tcp));
            Thread.ofPlatform().daemon().start(() -> receive(udp));
        });
    }

    private static void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                socket.getOutputStream()
                        .write(
                                said(
                                        socket.getLocalAddress(),
                                        socket.getLocalPort(),
                                        socket.getInetAddress()));
            } catch (IOException gone) {
                // The next one may be there.
            }
        }
    }

    private static void receive(DatagramSocket server) {
        while (!server.isClosed()) {
            try {
                var question = new DatagramPacket(new byte[16], 16);
                server.receive(question);
                var said =
                        said(
                                server.getLocalAddress(),
                                server.getLocalPort(),
                                question.getAddress());
                server.send(new DatagramPacket(said, said.length, question.getSocketAddress()));
            } catch (IOException gone) {
                // The next one may be there.
            }
        }
    }

    private static byte[] said(InetAddress own, int port, InetAddress client) {
        return "%s:%d for %s"
                .formatted(own.getHostAddress(), port, client.getHostAddress())
                .getBytes(UTF_8);
    }

    static String tcp(Namespace from, String address, int port) throws Exception {
        return from.ask(() -> tcp(address, port));
    }

    /// From the namespace of the calling thread.
    static String tcp(String address, int port) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(address, port), (int) PATIENCE.toMillis());
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (ConnectException refused) {
            return REFUSED;
        } catch (NoRouteToHostException nowhere) {
            return UNREACHABLE;
        } catch (SocketTimeoutException silent) {
            return SILENT;
        }
    }

    static String udp(Namespace from, String address, int port) throws Exception {
        return from.ask(() -> {
            try (var channel = talking(address, port)) {
                return udp(channel);
            }
        });
    }

    /// A client of the namespace of the calling thread that may ask again and again. A channel,
    /// because a DatagramSocket swallows a refusal that is there before it listens.
    static DatagramChannel talking(String address, int port) throws IOException {
        var channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(address, port));
        return channel;
    }

    static String udp(DatagramChannel channel) throws IOException {
        try {
            channel.write(ByteBuffer.wrap(new byte[] {'?'}));
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            var answer = ByteBuffer.allocate(100);
            while (channel.read(answer) == 0) {
                if (System.nanoTime() > deadline) {
                    return SILENT;
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
            return UTF_8.decode(answer.flip()).toString();
        } catch (PortUnreachableException refused) {
            return REFUSED;
        }
    }

    @Override
    public void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }
}
