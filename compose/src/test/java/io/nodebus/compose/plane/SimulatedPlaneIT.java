package io.nodebus.compose.plane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.compose.await.Await;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.image.StockImages;
import io.nodebus.compose.place.CallingUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Fifty nodes on which nothing is real but their agents. Runs for every user.
class SimulatedPlaneIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MOST_BYTES = 1200L << 20;
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final int UID = 12345;

    @Test
    void fiftyNodesShareAProcessAndBelongToWhoCalledSudo() throws Exception {
        var env = new TreeMap<>(System.getenv());
        env.put("SUDO_UID", String.valueOf(UID));
        env.put("SUDO_GID", String.valueOf(UID));
        var folder = Files.createTempDirectory("plane");
        try (var test = TestPlane.up(TestPlane.options(folder, "sim:50").in(env));
                var api = new ApiClient(Server.ofPlane(folder), Duration.ofSeconds(30))) {
            Await.until("all nodes are ready", PATIENCE, () -> ready(api) == 50);
            api.send("POST", PODS, Map.of(), pod());
            Await.until("a pod runs", PATIENCE, () -> isRunning(api.get(PODS + "/one", Map.of())));

            Await.until("its words are read", PATIENCE, () -> log(api).equals("hello\n"));

            var memory = test.plane().memory();
            assertEquals(
                    List.of("broker", "fleet", "simulation", "supervisor"),
                    memory.keySet().stream().sorted().toList());
            var all = memory.values().stream().mapToLong(Long::longValue).sum();
            assertTrue(all < MOST_BYTES, "takes %d MiB: %s".formatted(all >> 20, memory));
            assertEquals(
                    CallingUser.isRoot() ? UID : CallingUser.of(System.getenv()).uid(),
                    owner(test.plane().dir().adminToken()));
        }
    }

    private static int owner(Path file) throws Exception {
        return (int) Files.getAttribute(file, "unix:uid");
    }

    private static long ready(ApiClient api) {
        return api.get("/api/v1/nodes", Map.of()).list("items").stream()
                .filter(node ->
                        node.at("status").list("conditions").stream()
                                .anyMatch(SimulatedPlaneIT::isReady))
                .count();
    }

    private static boolean isReady(Tree condition) {
        return condition.text("type").equals("Ready") && condition.text("status").equals("True");
    }

    private static boolean isRunning(Tree pod) {
        return pod.at("status").text("phase").equals("Running");
    }

    private static String log(ApiClient api) {
        try (var log = api.stream(PODS + "/one/log", Map.of(), "text/plain")) {
            return new String(log.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, ?> pod() {
        var command = List.of("sh", "-c", "echo hello; sleep 1h");
        var container = Map.of("name", "c", "image", StockImages.BUSYBOX, "command", command);
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", "one"),
                "spec",
                Map.of("containers", List.of(container)));
    }
}
