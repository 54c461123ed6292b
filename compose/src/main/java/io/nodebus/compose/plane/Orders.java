package io.nodebus.compose.plane;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/// How a supervisor is told what to do: a line on a unix socket, answered with a line. Only who may
/// write to the folder may order.
///
/// | order | what happens |
/// |---|---|
/// | `kill NAME` | the process ends at once, and is started again; for a node: a power cut |
/// | `hold NAME` | the same, but it lies until released |
/// | `release NAME` | it is started again |
/// | `relay NODEPORT` | the node port is on the host's loopback, where `plane.json` says |
final class Orders implements AutoCloseable {
    static final String DONE = "done";

    private final ServerSocketChannel socket;
    private final Path file;

    private Orders(ServerSocketChannel socket, Path file) {
        this.socket = socket;
        this.file = file;
    }

    /// @param carriedOut answers [#DONE] or what is wrong
    static Orders takenAt(Path file, Function<String, String> carriedOut) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.deleteIfExists(file);
        var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(file));
        var orders = new Orders(socket, file);
        Thread.ofVirtual().name("orders").start(() -> orders.take(carriedOut));
        return orders;
    }

    private void take(Function<String, String> carriedOut) {
        while (socket.isOpen()) {
            try {
                var channel = socket.accept();
                Thread.ofVirtual().start(() -> answer(channel, carriedOut));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void answer(SocketChannel channel, Function<String, String> carriedOut) {
        try (channel;
                var in = new BufferedReader(Channels.newReader(channel, UTF_8));
                var out = Channels.newWriter(channel, UTF_8)) {
            var order = in.readLine();
            if (order != null) {
                out.write(carriedOut.apply(order) + "\n");
            }
        } catch (IOException e) {
            // who asked is gone
        }
    }

    /// Gives an order.
    ///
    /// @throws IOException when no supervisor listens, or it answers something else than done
    static void give(Path file, String order) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(file));
                var out = Channels.newWriter(channel, UTF_8);
                var in = new BufferedReader(Channels.newReader(channel, UTF_8))) {
            out.write(order + "\n");
            out.flush();
            var answer = in.readLine();
            if (!DONE.equals(answer)) {
                throw new IOException("%s: %s".formatted(order, answer));
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        Files.deleteIfExists(file);
    }
}
