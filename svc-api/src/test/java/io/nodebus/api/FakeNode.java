package io.nodebus.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.api.certificates.Authority;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/// A node's API on loopback: it remembers what it was asked, tells logs, and echoes an upgraded
/// stream in capitals.
public final class FakeNode {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final String fingerprint;
    private final String token;

    public FakeNode(Vertx vertx, Path folder, String token)
            throws IOException, GeneralSecurityException {
        this.token = token;
        var issued = Authority.in(folder, List.of("node"), Clock.systemUTC());
        fingerprint = fingerprint(issued.certificate());
        server =
                Plane.await(
                        vertx.createHttpServer(
                                        new HttpServerOptions()
                                                .setSsl(true)
                                                .setKeyCertOptions(
                                                        new PemKeyCertOptions()
                                                                .addCertValue(
                                                                        Buffer.buffer(
                                                                                issued
                                                                                        .certificate()))
                                                                .addKeyValue(
                                                                        Buffer.buffer(
                                                                                issued.key()))))
                                .requestHandler(this::serve)
                                .listen(0, "127.0.0.1"));
    }

    private static String fingerprint(String pem) throws GeneralSecurityException {
        var certificate =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8)));
        return Base64.getEncoder()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    public String address() {
        return "127.0.0.1:" + server.actualPort();
    }

    public String fingerprint() {
        return fingerprint;
    }

    /// Method, path and query of every request, in order.
    public List<String> asked() {
        return asked;
    }

    private void serve(HttpServerRequest request) {
        asked.add(request.method() + " " + request.uri());
        var path = Objects.requireNonNullElse(request.path(), "");
        if (!("Bearer " + token).equals(request.getHeader("Authorization"))) {
            request.response().setStatusCode(401).end("who are you?");
        } else if (path.startsWith("/containerLogs/")) {
            log(request);
        } else if (path.startsWith("/exec/") || path.startsWith("/portForward/")) {
            echo(request);
        } else if (path.equals("/stats/summary")) {
            request.response().end(SUMMARY);
        } else {
            request.response().setStatusCode(404).end("no " + path);
        }
    }

    private static void log(HttpServerRequest request) {
        var response = request.response().setChunked(true).putHeader("Content-Type", "text/plain");
        response.write("one\n");
        if (request.getParam("follow") == null) {
            response.end("two\n");
        }
    }

    private static void echo(HttpServerRequest request) {
        if (!"SPDY/3.1".equals(request.getHeader("Upgrade"))) {
            request.response().setStatusCode(400).end("an upgrade is needed");
            return;
        }
        request.response()
                .putHeader("Upgrade", "SPDY/3.1")
                .putHeader("Connection", "Upgrade")
                .putHeader("X-Stream-Protocol-Version", "v4.channel.k8s.io");
        request.toNetSocket()
                .onSuccess(socket -> {
                    socket.write("welcome ");
                    socket.handler(
                            bytes -> socket.write(bytes.toString().toUpperCase(Locale.ROOT)));
                });
    }

    private static final String SUMMARY =
            """
            {"node": {"nodeName": "n1",
                      "cpu": {"time": "2026-01-01T12:00:00Z", "usageNanoCores": 250000000},
                      "memory": {"workingSetBytes": 1048576}},
             "pods": [{"podRef": {"name": "web", "namespace": "default", "uid": "u"},
                       "cpu": {"usageNanoCores": 1000000},
                       "containers": [{"name": "main",
                                       "cpu": {"time": "2026-01-01T12:00:00Z",
                                               "usageNanoCores": 1000000},
                                       "memory": {"workingSetBytes": 2048}}]}]}
            """;
}
