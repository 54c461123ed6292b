package io.nodebus.nodeagent.nodeapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Stands for the runtime's streaming server: answers each handshake with what the test says, and
/// keeps the connection for it.
final class StreamingServer implements AutoCloseable {
    /// A byte that never comes is a failure, not a test without end.
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket listening =
            new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Accepted> accepted = new LinkedBlockingQueue<>();
    private final String answer;

    record Accepted(String head, Socket socket) {}

    StreamingServer(String answer) throws IOException {
        this.answer = answer;
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/exec/token?x=1";
    }

    Accepted next() throws InterruptedException {
        var next = accepted.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody came to the streaming server");
        }
        return next;
    }

    private void accept() {
        try {
            while (true) {
                var socket = listening.accept();
                socket.setSoTimeout(PATIENCE_MILLIS);
                var head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) socket.getInputStream().read());
                }
                socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                accepted.add(new Accepted(head.toString(), socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var each : accepted) {
            each.socket.close();
        }
    }
}
