package io.nodebus.nodeagent.netfilter.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.nodeagent.box.Namespace;
import io.nodebus.nodeagent.netfilter.Netfilter;
import io.nodebus.nodeagent.netfilter.Outcome.Committed;
import io.nodebus.nodeagent.netfilter.Outcome.Failed;
import io.nodebus.nodeagent.netfilter.iptables.Frame;
import io.nodebus.nodeagent.netfilter.nftables.Plans;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One mode after the other, and tools that do not do their work.
class ModeSwitchIT {
    private static final Frame FRAME = new Frame(Node.NETWORK, true);
    private static final String VIP = "172.30.0.1";

    private enum Mode {
        NFTABLES,
        IPTABLES;

        Netfilter open() {
            return switch (this) {
                case NFTABLES -> Succession.toNftables(Node.NETWORK);
                case IPTABLES -> Succession.toIptables(FRAME);
            };
        }
    }

    @Test
    void aConnectionIsHeldFromOneModeToTheOtherAndBack() throws Exception {
        try (var node = Namespace.open();
                var pod = connected(node, "pod", "10.64.1.1", "10.64.1.2");
                var far = connected(node, "far", "10.64.2.1", "10.64.2.2");
                var echo = new Echo(far, "10.64.2.2", 8080)) {
            node.sh(
                    "echo 1 > /proc/sys/net/ipv4/ip_forward; ip route add 172.30.0.0/16 dev lo src"
                            + " 10.64.1.1");
            var first = begun(node, Mode.NFTABLES);
            try (var held = echo.call(pod, VIP, 80);
                    var own = echo.call(node, VIP, 80)) {
                for (var mode : List.of(Mode.IPTABLES, Mode.NFTABLES)) {
                    first.close();

                    first = begun(node, mode);

                    assertEquals(mode == Mode.NFTABLES, hasTable(node), "the table");
                    assertEquals(mode == Mode.IPTABLES, hasChains(node), "the chains");
                    assertEquals("still there", echo.answer(held, "still there"));
                    assertEquals("so am I", echo.answer(own, "so am I"));
                    try (var another = echo.call(pod, VIP, 80)) {
                        assertEquals("new", echo.answer(another, "new"));
                    }
                }
            } finally {
                first.close();
            }
        }
    }

    private static Netfilter begun(Namespace node, Mode mode) throws Exception {
        return node.ask(() -> {
            var netfilter = mode.open();
            var plan = Plans.port().nodePort(30_080).to("10.64.2.2:8080").plan();
            assertInstanceOf(Committed.class, netfilter.load(Map.of("ns/web/tcp-80/ipv4", plan)));
            return netfilter;
        });
    }

    private static boolean hasTable(Namespace node) {
        return node.sh("nft list tables").contains("table ip kube-proxy");
    }

    private static boolean hasChains(Namespace node) {
        return node.sh("iptables-save").lines().anyMatch(line -> line.contains("KUBE-SERVICES"));
    }

    /// As with kube-proxy, and only in this mode.
    @Test
    void aNodePortAnswersOnLoopbackToo() throws Exception {
        try (var node = Namespace.open();
                var far = connected(node, "far", "10.64.2.1", "10.64.2.2");
                var echo = new Echo(far, "10.64.2.2", 8080)) {
            node.sh("echo 1 > /proc/sys/net/ipv4/ip_forward");
            try (var _ = begun(node, Mode.IPTABLES);
                    var call = echo.call(node, "127.0.0.1", 30_080)) {
                assertEquals("hello", echo.answer(call, "hello"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'exit 1', failed without a word",
        "'echo Another app is currently holding the xtables lock; exit 4', Another app is currently"
                + " holding the xtables lock",
        "'while :; do :; done', did not end within 1 s",
    })
    void aToolThatFailsOrDoesNotEndIsAReason(String script, String because) throws Exception {
        var folder = Files.createTempDirectory("nodebus-tools");
        var tool = folder.resolve("iptables-save");
        var itself = folder.resolve("iptables");
        Files.createSymbolicLink(itself, Path.of("/bin/true"));
        Files.writeString(tool, "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        try (var node = Namespace.open()) {
            var failed = node.ask(() -> failed(folder));

            assertTrue(failed.because().contains(because), failed.because());
        } finally {
            Files.delete(tool);
            Files.delete(itself);
            Files.delete(folder);
        }
    }

    @Test
    void aToolThatIsNotThereIsAReason() throws Exception {
        try (var node = Namespace.open()) {
            var failed = node.ask(() -> failed(Path.of("/nonexistent")));

            assertTrue(failed.because().contains("/nonexistent/iptables"), failed.because());
        }
    }

    private static Failed failed(Path folder) {
        var tables =
                new IptablesCommand(folder + "/iptables", false, new Tool(Duration.ofSeconds(1)));
        try (var netfilter = Iptables.of(FRAME, tables)) {
            return assertInstanceOf(Failed.class, netfilter.load(Map.of()));
        }
    }

    private static Namespace connected(
            Namespace node, String name, String gateway, String address) {
        var namespace = Namespace.open();
        node.sh(
                "ip link add %1$s type veth peer name eth0 netns %2$d; ip addr add %3$s/24 dev %1$s; ip link set %1$s up"
                        .formatted(name, namespace.pid(), gateway));
        namespace.sh(
                "ip addr add %s/24 dev eth0; ip link set eth0 up; ip route add default via %s"
                        .formatted(address, gateway));
        return namespace;
    }

    /// Says again whatever it is told, on connections that stay.
    private static final class Echo implements AutoCloseable {
        private final ConcurrentLinkedQueue<Closeable> sockets = new ConcurrentLinkedQueue<>();

        Echo(Namespace namespace, String address, int port) throws Exception {
            namespace.run(() -> {
                var server = new ServerSocket();
                server.bind(new InetSocketAddress(address, port));
                sockets.add(server);
                Thread.ofPlatform().daemon().start(() -> accept(server));
            });
        }

        private void accept(ServerSocket server) {
            while (!server.isClosed()) {
                try {
                    var socket = server.accept();
                    sockets.add(socket);
                    Thread.ofPlatform().daemon().start(() -> echo(socket));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private static void echo(Socket socket) {
            try (socket) {
                socket.getInputStream().transferTo(socket.getOutputStream());
            } catch (IOException gone) {
                // The client has gone, or the test is over.
            }
        }

        Socket call(Namespace from, String address, int port) throws Exception {
            return from.ask(() -> {
                var socket = new Socket();
                socket.setSoTimeout(2_000);
                socket.connect(new InetSocketAddress(address, port), 2_000);
                return socket;
            });
        }

        String answer(Socket socket, String question) throws IOException {
            var bytes = question.getBytes(UTF_8);
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readNBytes(bytes.length), UTF_8);
        }

        @Override
        public void close() throws IOException {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }
}
