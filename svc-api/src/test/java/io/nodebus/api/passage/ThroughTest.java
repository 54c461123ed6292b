package io.nodebus.api.passage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.api.FakeNode;
import io.nodebus.api.Plane;
import io.nodebus.api.Things;
import io.nodebus.api.await.Await;
import io.nodebus.contracts.pod.PodPlacement;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// From a client through the door to a node and back. The pod is named after its test.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThroughTest {
    private static final String PODS = "/api/v1/namespaces/default/pods/";

    private static final int PATIENCE_MILLIS = 10_000;

    private Vertx vertx;
    private Plane plane;
    private FakeNode node;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException, GeneralSecurityException {
        vertx = Vertx.vertx();
        Files.writeString(folder.resolve("node.token"), "the-nodes-token\n");
        node = new FakeNode(vertx, folder.resolve("node"), "the-nodes-token");
        plane = new Plane(folder, (name, _) -> name.equals("n1") ? node.address() : "127.0.0.1:1");
        plane.node("n1", "u1", "certificate=" + node.fingerprint());
        plane.node("stranger", "u2", "certificate=c29tZXRoaW5nIGVsc2U=", "api=x");
        plane.node("silent", "u3");
    }

    @AfterAll
    void close() {
        plane.close();
        Plane.await(vertx.close());
    }

    private void place(String name, String where, String uid) {
        plane.post(PODS.substring(0, PODS.length() - 1), Things.pod(name, List.of()));
        plane.fleet(
                PodPlacement.TOPIC,
                "default/" + name,
                Optional.<PodPlacement>of(
                        new PodPlacement.Placed(
                                String.valueOf(plane.get(PODS + name).at("metadata.uid")),
                                where,
                                uid,
                                Things.because("LeastAllocated"))));
        Await.until("placed", () -> where.equals(plane.get(PODS + name).at("spec.nodeName")));
    }

    @Test
    void logsComeFromTheNode() {
        place("logs", "n1", "u1");

        var reply = plane.get(PODS + "logs/log?tailLines=5&timestamps=true");

        assertEquals("one\ntwo\n", reply.text());
        assertTrue(
                node.asked()
                        .contains(
                                "GET /containerLogs/default/logs/main?timestamps=true&tailLines=5"),
                node.asked().toString());
    }

    @Test
    void aFollowedLogIsReadAsItGrows() throws IOException {
        place("followed", "n1", "u1");
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                plane.open(PODS + "followed/log?follow=true").body(), UTF_8))) {
            assertEquals("one", lines.readLine());
        }
    }

    @Test
    void anUpgradeIsPassedOnAsRawBytesBothWays() throws IOException, GeneralSecurityException {
        place("exec", "n1", "u1");
        try (var socket = connect()) {
            socket.getOutputStream()
                    .write(
                            ("POST "
                                            + PODS
                                            + "exec/exec?command=echo&command=a%20b&stdin=true"
                                            + "&stdout=true HTTP/1.1\r\n"
                                            + "Host: localhost\r\nContent-Length: 0\r\n"
                                            + "Authorization: Bearer "
                                            + plane.token()
                                            + "\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n"
                                            + "X-Stream-Protocol-Version: v4.channel.k8s.io\r\n"
                                            + "\r\n")
                                    .getBytes(UTF_8));
            var head = upTo(socket.getInputStream(), "\r\n\r\n");
            assertTrue(head.startsWith("HTTP/1.1 101"), head);
            assertTrue(head.toLowerCase(Locale.ROOT).contains("upgrade: spdy/3.1"), head);
            assertTrue(head.contains("v4.channel.k8s.io"), head);
            assertEquals("welcome ", upTo(socket.getInputStream(), "welcome "));
            socket.getOutputStream().write("hello\n".getBytes(UTF_8));
            assertEquals("HELLO\n", upTo(socket.getInputStream(), "\n"));
        }
        assertTrue(
                node.asked()
                        .contains(
                                "GET /exec/default/exec/main?command=echo&command=a+b&input=1"
                                        + "&output=1"),
                node.asked().toString());
    }

    private SSLSocket connect() throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        var address = plane.api().address();
        var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(
                                        "127.0.0.1",
                                        Integer.parseInt(
                                                address.substring(address.indexOf(':') + 1)));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String upTo(InputStream in, String end) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            var next = in.read();
            if (next < 0) {
                throw new AssertionError("ended after: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /// The test looks at bytes, not at who sends them.
    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void whatTheNodeRefusesIsToldAsAStatus() {
        place("refused", "n1", "u1");

        var reply = plane.post(PODS + "refused/exec?command=ls&stdout=true", Map.of());

        assertEquals(400, reply.code());
        assertEquals("BadRequest", reply.at("reason"));
        assertEquals("an upgrade is needed", reply.at("message"));
    }

    @Test
    void aNodeWithAnotherCertificateIsNotTalkedTo() {
        place("stranger", "stranger", "u2");

        var reply = plane.get(PODS + "stranger/log");

        assertEquals(502, reply.code(), reply.text());
        assertTrue(
                String.valueOf(reply.at("message")).startsWith("node stranger did not answer"),
                reply.text());
    }

    @Test
    void aNodeThatShowsNoCertificateIsNotTalkedTo() {
        place("silent", "silent", "u3");

        assertEquals(
                "node silent has not said which certificate its API answers with",
                plane.get(PODS + "silent/log").at("message"));
    }

    @Test
    void aPodWithoutAPlaceHasNoLogs() {
        plane.post(PODS.substring(0, PODS.length() - 1), Things.pod("nowhere", List.of()));

        var reply = plane.get(PODS + "nowhere/log");

        assertEquals(400, reply.code());
        assertEquals("pod nowhere does not have a host assigned", reply.at("message"));
        assertEquals(404, plane.get(PODS + "nobody/log").code());
    }

    @Test
    void aContainerThatIsNotThereIsNamedWithThoseThatAre() {
        place("contained", "n1", "u1");

        assertEquals(
                "container x is not valid for pod contained, choose one of: [main]",
                plane.get(PODS + "contained/log?container=x").at("message"));
    }

    @Test
    void readingsAreAskedOfTheNodesThatAnswer() {
        Await.until("approved", () -> plane.get("/api/v1/nodes/n1").at("spec.podCIDR") != null);

        var nodes = plane.get("/apis/metrics.k8s.io/v1beta1/nodes");
        var pods = plane.get("/apis/metrics.k8s.io/v1beta1/namespaces/default/pods");

        assertEquals("NodeMetricsList", nodes.at("kind"));
        assertEquals("n1", nodes.at("items.0.metadata.name"));
        assertEquals("250000000n", nodes.at("items.0.usage.cpu"));
        assertEquals("1024Ki", nodes.at("items.0.usage.memory"));
        assertEquals("main", pods.at("items.0.containers.0.name"));
        assertEquals("2026-01-01T12:00:00Z", pods.at("items.0.timestamp"));
        assertEquals(404, plane.get("/apis/metrics.k8s.io/v1beta1/nodes/n9").code());
    }
}
