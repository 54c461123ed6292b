package io.nodebus.compose.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.broker.Broker;
import io.nodebus.bus.broker.BrokerSettings;
import io.nodebus.compose.await.Await;
import io.nodebus.compose.box.RootOnly;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.relay.NetworkNamespace;
import io.nodebus.compose.relay.Relay;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plane on a broker that is not its own, and that calls itself otherwise than it is called.
@RootOnly
class OthersBrokerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path folder;

    @Test
    void nodesReachTheBrokerUnderTheAddressItGivesOut() throws Exception {
        var given = HostPort.loopback(Ports.free());
        var other = new InetSocketAddress("127.0.0.5", 0);
        var host = NetworkNamespace.host();
        try (var way = Relay.open(host, other, host, given.address());
                var _ = broker(given, "127.0.0.5:" + way.port())) {
            try (var plane = up(given);
                    var api = api(plane)) {
                var brokers = plane.plane().file().brokers();
                assertEquals(
                        List.of(given.port(), way.port()),
                        brokers.stream().map(PlaneFile.Broker::port).toList());
                Await.until("the node is ready", PATIENCE, () -> isReady(api));
            }
        }
    }

    @Test
    void aBrokerThatGivesOutAnAddressThatLeadsNowhereIsRefused() throws Exception {
        var given = HostPort.loopback(Ports.free());
        var nowhere = "127.0.0.5:" + Ports.free();
        try (var _ = broker(given, nowhere)) {
            var refused = assertThrows(UpRefused.class, () -> up(given)).getMessage();
            var why =
                    "--kafka %s: broker 1, which calls itself %s, cannot be reached from here"
                            .formatted(given, nowhere);
            assertTrue(String.valueOf(refused).startsWith(why), refused);
        }
        assertTrue(isEmpty());
    }

    @Test
    void anAddressWhereNobodyListensIsRefused() throws Exception {
        var given = HostPort.loopback(Ports.free());
        var refused = assertThrows(UpRefused.class, () -> up(given)).getMessage();
        assertEquals(
                "--kafka %s: it cannot be reached from here: Connection refused; is a broker running there?"
                        .formatted(given),
                refused);
        assertTrue(isEmpty());
    }

    @Test
    void whatIsNoBrokerIsRefused() throws Exception {
        try (var door = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(door));
            var given = HostPort.loopback(door.getLocalPort());
            assertEquals(
                    "--kafka %s: no Kafka broker answers there without TLS: who listens there hangs up"
                            .formatted(given),
                    assertThrows(UpRefused.class, () -> up(given)).getMessage());
        }
    }

    /// On whoever tries the door, and on whoever asks then.
    private static void hangUp(ServerSocket door) {
        try {
            while (true) {
                var caller = door.accept();
                caller.shutdownOutput();
                caller.getInputStream().transferTo(OutputStream.nullOutputStream());
                caller.close();
            }
        } catch (IOException e) {
            // the door is closed
        }
    }

    private Broker broker(HostPort listens, String givesOut) throws IOException {
        var data = Files.createDirectories(folder.resolve("broker"));
        var more = Map.of("advertised.listeners", "PLAINTEXT://" + givesOut);
        return Broker.start(
                BrokerSettings.in(data, listens.port()).secured("PLAINTEXT", more, List.of()));
    }

    private TestPlane up(HostPort kafka) throws IOException, InterruptedException {
        return TestPlane.up(
                TestPlane.options(folder.resolve("plane"), "1").onKafka(Optional.of(kafka)));
    }

    private boolean isEmpty() {
        return !Files.exists(new PlaneDir(folder.resolve("plane")).file());
    }

    private static ApiClient api(TestPlane plane) {
        return new ApiClient(Server.ofPlane(plane.plane().dir().path()), Duration.ofSeconds(30));
    }

    private static boolean isReady(ApiClient api) {
        return api.get("/api/v1/nodes", Map.of()).list("items").stream()
                .flatMap(node -> node.at("status").list("conditions").stream())
                .anyMatch(OthersBrokerIT::isReady);
    }

    private static boolean isReady(Tree condition) {
        return condition.text("type").equals("Ready") && condition.text("status").equals("True");
    }
}
