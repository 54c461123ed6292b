package io.nodebus.compose.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nodebus.compose.relay.NetworkNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// Clients that call a Service over and over, each time by a new connection, and note what came of
/// it.
final class Hammer implements AutoCloseable {
    private static final int CLIENTS = 4;

    /// So that no client comes back to a port before a minute has passed.
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final int PATIENCE_MILLIS = 1000;
    private static final byte[] REQUEST = "GET / HTTP/1.0\r\nHost: web\r\n\r\n".getBytes(US_ASCII);

    private final NetworkNamespace from;
    private final InetSocketAddress service;
    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean ends;

    /// One call, in monotonic time, in nanoseconds.
    ///
    /// @param failure absent when it was answered
    private record Call(long ended, Optional<String> failure) {}

    /// What came of the calls of a time.
    ///
    /// @param failures what the failed ones said, each once
    /// @param last how long after its beginning the last one failed; zero when none did
    record Tally(int calls, int failed, Set<String> failures, Duration last) {}

    private Hammer(NetworkNamespace from, InetSocketAddress service) {
        this.from = from;
        this.service = service;
    }

    /// @param from where the clients are
    static Hammer begin(NetworkNamespace from, InetSocketAddress service) {
        var hammer = new Hammer(from, service);
        for (var n = 0; n < CLIENTS; n++) {
            hammer.clients.add(Thread.ofPlatform().name("client-" + n).start(hammer::callOnAndOn));
        }
        return hammer;
    }

    private void callOnAndOn() {
        while (!ends) {
            var failure = call();
            calls.add(new Call(System.nanoTime(), failure));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Optional<String> call() {
        return call(from, service);
    }

    /// Calls once. Answers what went wrong.
    static Optional<String> call(NetworkNamespace from, InetSocketAddress service) {
        try (var socket = from.make(() -> SocketChannel.open(StandardProtocolFamily.INET))) {
            socket.socket().connect(service, PATIENCE_MILLIS);
            socket.socket().setSoTimeout(PATIENCE_MILLIS);
            socket.write(ByteBuffer.wrap(REQUEST));
            return socket.socket().getInputStream().read() < 0
                    ? Optional.of("no answer")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Of the calls that ended at this time or later, in monotonic nanoseconds.
    Tally since(long begin) {
        var failures = new TreeSet<String>();
        var count = 0;
        var failed = 0;
        var last = 0L;
        for (var call : calls) {
            if (call.ended() >= begin) {
                count++;
                if (call.failure().isPresent()) {
                    failed++;
                    failures.add(call.failure().get());
                    last = Math.max(last, call.ended() - begin);
                }
            }
        }
        return new Tally(count, failed, failures, Duration.ofNanos(last));
    }

    @Override
    public void close() {
        ends = true;
        try {
            for (var client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
