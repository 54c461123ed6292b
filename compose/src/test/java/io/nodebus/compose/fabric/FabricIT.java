package io.nodebus.compose.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.nodebus.compose.await.Await;
import io.nodebus.compose.box.Box;
import io.nodebus.compose.box.LoopDevices;
import io.nodebus.compose.box.RootOnly;
import io.nodebus.compose.box.TestBox;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.process.Program;
import io.nodebus.compose.relay.NetworkNamespace;
import io.nodebus.compose.relay.PullProxy;
import io.nodebus.compose.relay.Relay;
import io.nodebus.compose.tools.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RootOnly
class FabricIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir Path folder;
    private String before = "";

    @BeforeEach
    void looksAtTheHost() {
        before = network();
    }

    @AfterEach
    void leavesTheHostAsItWas() {
        new Mark(folder).bearers().forEach(ProcessHandle::destroyForcibly);
        LoopDevices.awaitFree(folder, PATIENCE, TestBox.tools());
        assertEquals(before, network());
    }

    @Test
    void nodesReachEachOtherAndTheHostReachesNone() throws Exception {
        var fabric = fabric();
        var one = node(fabric, 1);
        var two = node(fabric, 2);
        assertTrue(answers(one, Fabric.address(2)));
        assertTrue(answers(two, Fabric.address(1)));
        assertFalse(
                Program.of("ip", "route", "get", Fabric.address(1)).run().out().contains("node1"));
    }

    @Test
    void aNodeThatBootsAgainGetsItsCableAgain() throws Exception {
        var fabric = fabric();
        var one = node(fabric, 1);
        node(fabric, 2).powerCut();
        node(fabric, 2);
        assertTrue(answers(one, Fabric.address(2)));
    }

    @Test
    void aRelayLeadsFromANodeToTheHostAndBack() throws Exception {
        var fabric = fabric();
        var one = node(fabric, 1);
        var inside = NetworkNamespace.of(one.init());
        var host = NetworkNamespace.host();
        var server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        var busybox = TestBox.tools().get(Tool.BUSYBOX).toString();
        try (var out = Relay.open(inside, at(7000), host, server.getAddress());
                var in = Relay.open(host, at(0), inside, at(7000));
                var proxy = PullProxy.open(inside, at(3128), host)) {
            assertEquals(7000, out.port());
            assertTrue(
                    one.inside(busybox, "wget", "-q", "-O", "-", "http://127.0.0.1:7000/")
                            .run()
                            .succeeded());
            var registry = "http://%s:%d/".formatted(PullProxy.HOST, server.getAddress().getPort());
            assertTrue(
                    one.inside(busybox, "wget", "-q", "-O", "-", registry)
                            .with("http_proxy", "http://127.0.0.1:" + proxy.port())
                            .run()
                            .succeeded());
            try (var socket = new Socket(LOOPBACK, in.port())) {
                socket.getOutputStream()
                        .write(
                                "GET / HTTP/1.0\r\n\r\n"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                assertEquals('H', socket.getInputStream().read());
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whenTheFabricEndsItTakesItsCablesAlong() throws Exception {
        var fabric = fabric();
        var one = node(fabric, 1);
        fabric.kill();
        Await.until(
                "no cable is left",
                PATIENCE,
                () -> !one.inside("ip", "link").output().contains("eth0"));
    }

    private Fabric fabric() throws IOException {
        return Fabric.start(new Mark(folder), TestBox.tools());
    }

    private Box node(Fabric fabric, int number) throws IOException {
        var box = TestBox.start(new PlaneDir(folder), "n" + number);
        fabric.attach(number, box.init());
        box.go();
        return box;
    }

    /// By a connection that is refused: somebody is there.
    private static boolean answers(Box from, String address) {
        var busybox = TestBox.tools().get(Tool.BUSYBOX).toString();
        var outcome = from.inside(busybox, "nc", "-w", "3", address, "9", "-e", "true").run();
        return outcome.err().contains("refused");
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(LOOPBACK, port);
    }

    private static String network() {
        return Program.of("ip", "-o", "link").output() + Program.of("ip", "route").output();
    }
}
