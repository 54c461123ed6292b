package io.nodebus.compose.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.streaming.SpdyConnection.Reader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A command in a container with its streams: `v4.channel.k8s.io`, where the error stream ends with
/// a `Status`.
public final class RemoteCommand implements AutoCloseable {
    /// Streams that only we write to.
    private static final Reader IGNORED =
            new Reader() {
                @Override
                public void bytes(byte[] bytes) {}

                @Override
                public void end() {}
            };

    private final SpdyConnection connection;
    private final CountDownLatch ended;
    private final ByteArrayOutputStream status = new ByteArrayOutputStream();
    private final Optional<SpdyConnection.Stream> resize;

    private RemoteCommand(SpdyConnection connection, Streams streams, boolean tty) {
        this.connection = connection;
        this.ended = new CountDownLatch(tty ? 2 : 3);
        // The order is the protocol's: error first, then stdin, stdout, stderr, resize.
        connection.open(Map.of("streamtype", "error"), into(status));
        var stdin = streams.in().map(_ -> connection.open(Map.of("streamtype", "stdin"), IGNORED));
        connection.open(Map.of("streamtype", "stdout"), into(streams.out()));
        if (!tty) {
            connection.open(Map.of("streamtype", "stderr"), into(streams.err()));
        }
        resize =
                tty
                        ? Optional.of(connection.open(Map.of("streamtype", "resize"), IGNORED))
                        : Optional.empty();
        stdin.ifPresent(stream ->
                Thread.ofPlatform()
                        .daemon()
                        .name("stdin")
                        .start(() -> pump(streams.in().orElseThrow(), stream)));
    }

    /// The local ends.
    public record Streams(Optional<InputStream> in, OutputStream out, OutputStream err) {}

    /// Starts a command.
    ///
    /// @param path of `exec` or `attach` with its query
    public static RemoteCommand start(Server server, String path, Streams streams, boolean tty) {
        return new RemoteCommand(
                SpdyConnection.open(server, path, "v4.channel.k8s.io"), streams, tty);
    }

    /// Tells the size of the terminal; nothing without one.
    public void resize(int columns, int rows) {
        resize.ifPresent(stream -> {
            var size = Json.write(Map.of("Width", (long) columns, "Height", (long) rows));
            // A command may end before it knows.
            var _ = stream.write(size, size.length);
        });
    }

    /// Waits until it ended; its exit code.
    ///
    /// @throws Failed when it could not be run at all
    public int await() throws InterruptedException {
        // All streams end, or the connection does.
        var _ =
                connection
                        .closed()
                        .thenRun(() -> {
                            while (ended.getCount() > 0) {
                                ended.countDown();
                            }
                        });
        ended.await();
        var said = status.toString(UTF_8);
        if (said.isBlank()) {
            throw new Failed("the connection broke before the command ended");
        }
        var tree = Tree.of(Json.parse(said.getBytes(UTF_8)));
        if ("Success".equals(tree.text("status"))) {
            return 0;
        }
        for (var cause : tree.at("details").list("causes")) {
            if ("ExitCode".equals(cause.text("reason"))) {
                return Integer.parseInt(cause.text("message"));
            }
        }
        throw new Failed(tree.text("message"));
    }

    private Reader into(OutputStream out) {
        return new Reader() {
            private boolean over;

            @Override
            public void bytes(byte[] bytes) {
                try {
                    out.write(bytes);
                    out.flush();
                } catch (IOException _) {
                    // Whoever read our output has gone: so does the command's connection.
                    connection.closed().complete(null);
                }
            }

            @Override
            public void end() {
                if (!over) {
                    over = true;
                    ended.countDown();
                }
            }
        };
    }

    private static void pump(InputStream in, SpdyConnection.Stream to) {
        var buffer = new byte[8192];
        try {
            var n = in.read(buffer);
            while (n >= 0 && to.write(buffer, n)) {
                n = in.read(buffer);
            }
            var _ = to.closeWrite();
        } catch (IOException _) {
            // The command ended first, or our input broke: either way there is no more to send.
            return;
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    /// The command could not be run.
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }
}
