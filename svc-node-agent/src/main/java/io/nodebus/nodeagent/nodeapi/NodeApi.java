package io.nodebus.nodeagent.nodeapi;

import io.nodebus.bus.upgrade.PostUpgrades;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.InstantSource;

/// The node's HTTPS server. Holds no state but its certificate; requests that need the runtime, the
/// files or the pods are answered by virtual threads.
public final class NodeApi {
    private final HttpServer server;
    private final String fingerprint;

    private NodeApi(HttpServer server, String fingerprint) {
        this.server = server;
        this.fingerprint = fingerprint;
    }

    /// Where it listens and whom it answers.
    ///
    /// @param port 0 for any that is free
    /// @param token what a client must show as bearer
    public record Door(String host, int port, String token) {}

    /// Completes when it listens.
    public static Future<NodeApi> open(
            Vertx vertx,
            Door door,
            NodePods pods,
            ContainerRuntime runtime,
            LogReader logs,
            NodeFigures figures,
            InstantSource clock) {
        var certificate = OwnCertificate.make(figures.nodeName(), clock.instant());
        var options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .setCertValue(certificate.certificatePem())
                                        .setKeyValue(certificate.keyPem()))
                        // HTTP/2 has no upgrades, and exec is one.
                        .setUseAlpn(false);
        var routes =
                new Routes(
                        new Bearer(door.token()),
                        new ContainerLogs(pods, logs, clock),
                        new Streams(vertx.createNetClient(), pods, runtime),
                        new Summary(pods, runtime, figures),
                        pods);
        return vertx.createHttpServer(options)
                .connectionHandler(PostUpgrades::on)
                .requestHandler(routes)
                .listen(door.port(), door.host())
                .map(server -> new NodeApi(server, certificate.fingerprint()));
    }

    public int port() {
        return server.actualPort();
    }

    /// SHA-256 of the certificate, base64.
    public String fingerprint() {
        return fingerprint;
    }

    public Future<Void> close() {
        return server.close();
    }
}
