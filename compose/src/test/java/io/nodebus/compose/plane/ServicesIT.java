package io.nodebus.compose.plane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.compose.await.Await;
import io.nodebus.compose.box.RootOnly;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.image.StockImages;
import io.nodebus.compose.relay.NetworkNamespace;
import io.nodebus.compose.scratch.Ctr;
import io.nodebus.compose.scratch.ScratchPods;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// A Service on a plane of two nodes, called from everywhere. Who answered is counted and printed.
@RootOnly
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServicesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLS = 20;
    private static final int MILLIS = 3000;
    private static final int PORT = 80;
    private static final String SERVICES = "/api/v1/namespaces/default/services";
    private static final String GET = "GET / HTTP/1.0\r\nHost: web\r\n\r\n";

    private TestPlane plane;
    private ApiClient api;
    private ScratchPods pods;
    private String clusterIp = "";
    private int nodePort;

    @BeforeAll
    void up() throws IOException, InterruptedException {
        plane = TestPlane.up("2");
        api = new ApiClient(Server.ofPlane(plane.plane().dir().path()), Duration.ofSeconds(60));
        pods = new ScratchPods(api);
        Await.until("both nodes are ready", PATIENCE, () -> ready() == 2);
        pods.labelled("web-1", "web", StockImages.WEB);
        pods.labelled("web-2", "web", StockImages.WEB);
        pods.sleeper("client", 1, "main");
        var made = api.send("POST", SERVICES, Map.of(), service("web")).at("spec");
        clusterIp = made.text("clusterIP");
        nodePort = Integer.parseInt(made.list("ports").getFirst().text("nodePort"));
        Await.until(
                "all pods run", PATIENCE, () -> runs("web-1") && runs("web-2") && runs("client"));
        for (var node : plane.plane().nodes()) {
            Await.until(
                    "both pods answer on " + node.name(),
                    PATIENCE,
                    () -> calls(() -> fromNode(node)).keySet().equals(Set.of("web-1", "web-2")));
        }
    }

    private static Map<String, Object> service(String name) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                Map.of("name", name),
                "spec",
                Map.of(
                        "type",
                        "NodePort",
                        "selector",
                        Map.of("app", "web"),
                        "ports",
                        List.of(Map.of("port", PORT, "targetPort", 8080))));
    }

    @AfterAll
    void down() throws IOException {
        api.close();
        plane.close();
    }

    @Test
    void everyPodAnswersAClientPodThatAsksByName() {
        var node = nodeOf("client");
        answeredByAll("client pod, http://web", () -> fromPod(node, "client", "http://web"));
    }

    @Test
    void everyPodAnswersEachNodeThatCallsTheClusterIp() {
        for (var node : plane.plane().nodes()) {
            answeredByAll(node.name() + ", " + clusterIp, () -> fromNode(node));
        }
    }

    @Test
    void aPodBehindTheServiceIsAnsweredByItselfToo() {
        var node = nodeOf("web-1");
        answeredByAll("web-1, hairpin", () -> fromPod(node, "web-1", "http://" + clusterIp));
    }

    @Test
    void everyPodAnswersANodePortOfEachNodeAndTheHost() throws IOException {
        var fabric = NetworkNamespace.of(plane.plane().file().pid("fabric"));
        for (var node : plane.plane().nodes()) {
            var address = new InetSocketAddress(node.address(), nodePort);
            answeredByAll("outside, " + address, () -> call(fabric, address));
        }
        var host = HostPort.loopback(plane.plane().relay(nodePort)).address();
        answeredByAll("host, " + host, () -> call(NetworkNamespace.host(), host));
    }

    /// Nothing else answers there.
    @Test
    void aServiceThatIsGoneIsAnsweredByNobody() {
        var made = api.send("POST", SERVICES, Map.of(), service("short")).at("spec");
        var address = new InetSocketAddress(made.text("clusterIP"), PORT);
        var node = plane.plane().nodes().getFirst();
        var inside = NetworkNamespace.of(node.init());
        Await.until("it answers", PATIENCE, () -> call(inside, address).startsWith("web-"));
        api.send("DELETE", SERVICES + "/short", Map.of(), Map.of());
        Await.until("nobody answers", PATIENCE, () -> !call(inside, address).startsWith("web-"));
    }

    private void answeredByAll(String who, Supplier<String> call) {
        var counts = calls(call);
        System.out.printf("services: %-34s %s%n", who, counts);
        assertTrue(counts.keySet().containsAll(Set.of("web-1", "web-2")), () -> who + counts);
        assertEquals(2, counts.size(), () -> who + counts);
    }

    private static Map<String, Integer> calls(Supplier<String> call) {
        var counts = new TreeMap<String, Integer>();
        for (var n = 0; n < CALLS; n++) {
            counts.merge(call.get(), 1, Integer::sum);
        }
        return counts;
    }

    private String fromNode(PlaneNode node) {
        return call(NetworkNamespace.of(node.init()), new InetSocketAddress(clusterIp, PORT));
    }

    private static String fromPod(PlaneNode node, String pod, String url) {
        var ctr = new Ctr(node);
        var task = ctr.running(pod).getFirst();
        return who(ctr.inside(task, "wget", "-q", "-O", "-", url));
    }

    /// The pod that answered, or what went wrong.
    private static String call(NetworkNamespace from, InetSocketAddress address) {
        try (var socket = from.make(() -> SocketChannel.open(StandardProtocolFamily.INET))) {
            socket.socket().connect(address, MILLIS);
            socket.socket().setSoTimeout(MILLIS);
            socket.write(ByteBuffer.wrap(GET.getBytes(UTF_8)));
            return who(new String(socket.socket().getInputStream().readAllBytes(), UTF_8));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String who(String answer) {
        var hello = "hello from ";
        var at = answer.lastIndexOf(hello);
        return at < 0 ? "no answer: " + answer : answer.substring(at + hello.length()).strip();
    }

    private PlaneNode nodeOf(String pod) {
        return plane.plane().node(pods.get(pod).at("spec").text("nodeName"));
    }

    private boolean runs(String pod) {
        return pods.runs(pod);
    }

    private long ready() {
        return api.get("/api/v1/nodes", Map.of()).list("items").stream()
                .flatMap(node -> node.at("status").list("conditions").stream())
                .filter(ServicesIT::isReady)
                .count();
    }

    private static boolean isReady(Tree condition) {
        return condition.text("type").equals("Ready") && condition.text("status").equals("True");
    }
}
