package io.nodebus.compose.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.compose.await.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final InetSocketAddress ANY = new InetSocketAddress(LOOPBACK, 0);

    private ServerSocket server;
    private Relay relay;

    RelayTest() throws IOException {
        server = new ServerSocket(0, 50, LOOPBACK);
        relay = relayTo(server.getLocalPort(), 8);
    }

    @BeforeEach
    void limitsPatience() throws IOException {
        server.setSoTimeout(10_000);
    }

    @AfterEach
    void closesAll() throws IOException {
        relay.close();
        server.close();
    }

    @Test
    void anEndOfInputIsPassedOnAndTheAnswerStillComes() throws Exception {
        try (var client = connected();
                var peer = server.accept()) {
            client.getOutputStream().write("question".getBytes(UTF_8));
            client.shutdownOutput();
            assertEquals("question", new String(peer.getInputStream().readAllBytes(), UTF_8));
            peer.getOutputStream().write("answer".getBytes(UTF_8));
            peer.shutdownOutput();
            assertEquals("answer", new String(client.getInputStream().readAllBytes(), UTF_8));
        }
        Await.until("nothing is carried", Duration.ofSeconds(5), () -> relay.connections() == 0);
    }

    @Test
    void carriesMegabytesBothWaysAtOnceUnharmed() throws Exception {
        var content = new byte[4 << 20];
        new Random(1).nextBytes(content);
        try (var client = connected();
                var peer = server.accept();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = CompletableFuture.runAsync(() -> send(client, content), threads);
            var answered = CompletableFuture.runAsync(() -> send(peer, content), threads);
            var there = CompletableFuture.supplyAsync(() -> all(peer), threads);
            var back = CompletableFuture.supplyAsync(() -> all(client), threads);
            CompletableFuture.allOf(sent, answered).join();
            assertEquals(-1, java.util.Arrays.mismatch(content, there.join()));
            assertEquals(-1, java.util.Arrays.mismatch(content, back.join()));
        }
    }

    @Test
    void whoeverIsNotAnsweredIsResetAndNotTakenForServed() throws Exception {
        server.close();
        try (var client = connected()) {
            assertThrows(
                    SocketException.class,
                    () -> {
                        client.getOutputStream().write(1);
                        client.getInputStream().readAllBytes();
                        client.getOutputStream().write(1);
                    });
        }
    }

    @Test
    void takesNoMoreThanItsLimitAtOnce() throws Exception {
        relay.close();
        relay = relayTo(server.getLocalPort(), 1);
        var first = connected();
        var peer = server.accept();
        try (var second = connected()) {
            second.getOutputStream().write('2');
            server.setSoTimeout(300);
            assertThrows(IOException.class, server::accept);
            first.close();
            peer.close();
            server.setSoTimeout(10_000);
            try (var next = server.accept()) {
                assertEquals('2', next.getInputStream().read());
            }
        }
    }

    @Test
    void whenOneSideBreaksTheOtherIsClosed() throws Exception {
        try (var client = connected()) {
            var peer = server.accept();
            peer.setSoLinger(true, 0);
            peer.close();
            client.setSoTimeout(5_000);
            assertTrue(ends(client));
        }
    }

    private static boolean ends(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private static Relay relayTo(int port, int limit) throws IOException {
        var target = new InetSocketAddress(LOOPBACK, port);
        return Relay.open(NetworkNamespace.host(), ANY, NetworkNamespace.host(), target, limit);
    }

    private Socket connected() throws IOException {
        return new Socket(LOOPBACK, relay.port());
    }

    private static void send(Socket socket, byte[] content) {
        try {
            socket.getOutputStream().write(content);
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] all(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
