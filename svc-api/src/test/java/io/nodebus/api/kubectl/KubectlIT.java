package io.nodebus.api.kubectl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.api.FakeNode;
import io.nodebus.api.Plane;
import io.nodebus.api.StandIn;
import io.nodebus.api.Things;
import io.nodebus.api.Traffic;
import io.nodebus.api.await.Await;
import io.nodebus.api.kubectl.Kubectl.Said;
import io.nodebus.bus.wire.Json;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.rules.RuleState;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What people do with kubectl 1.20, one namespace a test. A stand-in runs the pods.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlIT {
    private Path folder;
    private Vertx vertx;
    private Plane plane;
    private Kubectl kubectl;

    @BeforeAll
    void open(@TempDir Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = folder;
        vertx = Vertx.vertx();
        Files.writeString(folder.resolve("node.token"), "the-nodes-token\n");
        var node = new FakeNode(vertx, folder.resolve("node"), "the-nodes-token");
        plane = new Plane(folder, (_, _) -> node.address());
        plane.node("n1", "u1", "certificate=" + node.fingerprint());
        Await.until("approved", () -> plane.get("/api/v1/nodes/n1").at("spec.podCIDR") != null);
        StandIn.begin(plane, "n1", "u1");
        kubectl = Kubectl.of(plane, folder);
    }

    @AfterAll
    void close() {
        plane.close();
        Plane.await(vertx.close());
    }

    private Said run(String... words) throws IOException, InterruptedException {
        var said = kubectl.run(words);
        assertEquals(0, said.code(), () -> String.join(" ", words) + ": " + said.err());
        return said;
    }

    private String manifest(String name, Map<String, Object> tree) throws IOException {
        var file = Files.createTempFile(folder, name, ".json");
        Files.write(file, Json.write(tree));
        return file.toString();
    }

    private void create(String namespace, String name, String... options)
            throws IOException, InterruptedException {
        run("create", "-n", namespace, "-f", manifest(name, Things.pod(name, List.of(options))));
        Await.until(
                "running",
                () ->
                        "Running"
                                .equals(
                                        plane.get(
                                                        "/api/v1/namespaces/"
                                                                + namespace
                                                                + "/pods/"
                                                                + name)
                                                .at("status.phase")));
    }

    @Test
    void createsAndGets() throws IOException, InterruptedException {
        create("get", "web");

        var lines = run("get", "pods,nodes", "-n", "get", "-o", "wide").lines();

        assertEquals(
                "NAME READY STATUS RESTARTS AGE IP NODE NOMINATED NODE READINESS GATES",
                lines.getFirst());
        assertTrue(
                lines.get(1).matches("pod/web 1/1 Running 0 \\d+s 10.64.0.2 n1 <none> <none>"),
                lines.get(1));
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("node/n1 Ready")), lines::toString);
    }

    @Test
    void watches() throws IOException, InterruptedException {
        var watch = kubectl.start("get", "pods", "-n", "watch", "-w", "--no-headers");
        try (var out = new BufferedReader(new InputStreamReader(watch.getInputStream(), UTF_8))) {
            create("watch", "web");
            var line = out.readLine();
            while (line != null && !line.contains("Running")) {
                line = out.readLine();
            }
            assertTrue(String.valueOf(line).matches("web\\s+1/1\\s+Running\\s+0\\s+\\d+s.*"), line);
        } finally {
            watch.destroy();
        }
    }

    @Test
    void describesWithEvents() throws IOException, InterruptedException {
        create("describe", "web");
        var uid =
                String.valueOf(
                        plane.get("/api/v1/namespaces/describe/pods/web").at("metadata.uid"));
        plane.fleet(
                DecisionRecord.PODS,
                "pod/describe/web",
                Optional.<DecisionRecord>of(
                        new Decided(
                                "pod/describe/web",
                                uid,
                                Instant.now(),
                                Things.because("LeastAllocated"))));
        Await.until(
                "told",
                () ->
                        plane.get(
                                        "/api/v1/namespaces/describe/events?fieldSelector="
                                                + "reason%3DLeastAllocated")
                                .text()
                                .contains("LeastAllocated"));

        var pod = run("describe", "pod", "web", "-n", "describe").out();
        var node = run("describe", "node", "n1").out();

        assertTrue(pod.contains("Status:       Running"), pod);
        assertTrue(pod.contains("LeastAllocated"), pod);
        assertTrue(node.contains("10.64.0.0/24"), node);
    }

    @Test
    void deletesAndWaits() throws IOException, InterruptedException {
        create("delete", "web");

        var said = run("delete", "pod", "web", "-n", "delete");

        assertEquals("pod \"web\" deleted", said.out().strip());
        assertEquals(404, plane.get("/api/v1/namespaces/delete/pods/web").code());
    }

    @Test
    void isToldWhatIsWrong() throws IOException, InterruptedException {
        var bad = Things.pod("web", List.of("field=hostNetwork=yes"));

        var said =
                kubectl.run("create", "--validate=false", "-n", "bad", "-f", manifest("bad", bad));

        assertEquals(1, said.code());
        assertTrue(said.err().contains("spec.hostNetwork"), said.err());
        assertEquals(
                "Error from server (NotFound): pods \"nobody\" not found",
                kubectl.run("get", "pod", "nobody").err().strip());
    }

    @Test
    void applies() throws IOException, InterruptedException {
        var map = Things.configMap("settings", List.of("a=1"));
        run("apply", "-n", "apply", "-f", manifest("settings", map));
        var changed = Things.configMap("settings", List.of("a=2"));

        assertEquals(
                "configmap/settings configured",
                run("apply", "-n", "apply", "-f", manifest("settings", changed)).out().strip());
        assertEquals(
                "2", run("get", "cm", "settings", "-n", "apply", "-o", "jsonpath={.data.a}").out());
    }

    @Test
    void changesOnePortOfAServiceAndLeavesTheOthers() throws IOException, InterruptedException {
        run(
                "apply",
                "-n",
                "ports",
                "-f",
                manifest("web", web("port=http:80:8080", "port=https:443:8443")));

        assertEquals(
                "service/web configured",
                run(
                                "apply",
                                "-n",
                                "ports",
                                "-f",
                                manifest("web", web("port=http:80:8081", "port=https:443:8443")))
                        .out()
                        .strip());
        assertEquals("8081 8443", targets());
        run(
                "patch",
                "svc",
                "web",
                "-n",
                "ports",
                "-p",
                "{\"spec\":{\"ports\":[{\"port\":443,\"targetPort\":9443}]}}");
        assertEquals("9443 8081", targets());
        run("apply", "-n", "ports", "-f", manifest("web", web("port=http:80:8081")));
        assertEquals("8081", targets());
    }

    private static Map<String, Object> web(String... ports) {
        return Traffic.service("web", List.of(ports));
    }

    private String targets() throws IOException, InterruptedException {
        return run("get", "svc", "web", "-n", "ports", "-o", "jsonpath={.spec.ports[*].targetPort}")
                .out();
    }

    @Test
    void labelsAndCordons() throws IOException, InterruptedException {
        create("label", "web");

        run("label", "pod", "web", "-n", "label", "app=shop");
        run("cordon", "n1");

        assertEquals(
                "pod/web",
                run("get", "pods", "-n", "label", "-l", "app=shop", "-o", "name").out().strip());
        assertTrue(run("get", "nodes").out().contains("SchedulingDisabled"));
        run("uncordon", "n1");
    }

    @Test
    void readsLogsAndReadings() throws IOException, InterruptedException {
        create("logs", "web");

        assertEquals("one\ntwo\n", run("logs", "web", "-n", "logs").out());
        assertTrue(run("top", "nodes").out().contains("250m"));
        assertTrue(run("top", "pods").out().matches("(?s).*web +1m +0Mi.*"));
    }

    @Test
    void seesServicesAndWhoIsBehindThem() throws IOException, InterruptedException {
        var service =
                Traffic.service(
                        "web",
                        List.of(
                                "type=NodePort",
                                "ip=10.96.0.70",
                                "selects=app=web",
                                "port=http:80:8080:30070"));
        run("create", "-n", "svc", "-f", manifest("web", service));
        var uid = plane.get("/api/v1/namespaces/svc/services/web").at("metadata.uid");
        plane.fleet(
                RuleState.TOPIC,
                "svc/web/tcp-80/ipv4/0",
                Optional.<RuleState>of(Traffic.endpoints(List.of("at=10.64.0.2:8080,n1,u,ready"))));
        plane.fleet(
                RuleState.TOPIC,
                "svc/web/tcp-80/ipv4/head",
                Optional.<RuleState>of(
                        Traffic.head(
                                List.of(
                                        "uid=" + uid,
                                        "name=http",
                                        "ip=10.96.0.70",
                                        "nodePort=30070",
                                        "slices=0@1"))));
        Await.until(
                "the rules are seen",
                () -> plane.get("/api/v1/namespaces/svc/endpoints/web").at("subsets") != null);

        assertEquals(
                List.of(
                        "NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE SELECTOR",
                        "service/web NodePort 10.96.0.70 <none> 80:30070/TCP AGE app=web",
                        "",
                        "NAME ENDPOINTS AGE",
                        "endpoints/web 10.64.0.2:8080 AGE",
                        "",
                        "NAME ADDRESSTYPE PORTS ENDPOINTS AGE",
                        "endpointslice.discovery.k8s.io/web-ipv4-0 IPv4 8080 10.64.0.2 AGE"),
                run("get", "svc,ep,endpointslices", "-n", "svc", "-o", "wide").lines().stream()
                        .map(line -> line.replaceAll(" \\d+s", " AGE"))
                        .toList());
        assertEquals(
                "svc/web:http 10.96.0.70:80/TCP 30070 1/1 Cluster/Cluster 0@1",
                run("get", "rules", "-n", "svc", "--no-headers").lines().getFirst());
        var described = run("describe", "svc", "web", "-n", "svc").out();
        assertTrue(described.matches("(?s).*Endpoints: +10.64.0.2:8080.*"), described);
        assertEquals(
                "service \"web\" deleted", run("delete", "svc", "web", "-n", "svc").out().strip());
    }
}
