package io.nodebus.bus.health;

import static java.util.Objects.requireNonNullElse;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Answers probes and scrapes of one process.
public final class HealthServer {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS =
            "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final Health health;
    private final PrometheusMeterRegistry meters;
    private final HttpServer server;
    private final Map<String, Supplier<Future<String>>> pages = new ConcurrentHashMap<>();

    private HealthServer(Vertx vertx, Health health, PrometheusMeterRegistry meters) {
        this.health = health;
        this.meters = meters;
        this.server = vertx.createHttpServer().requestHandler(this::answer);
    }

    /// @param listen `host:port`; port 0 takes a free one
    public static Future<HealthServer> start(
            Vertx vertx, String listen, Health health, PrometheusMeterRegistry meters) {
        var colon = listen.lastIndexOf(':');
        if (colon < 0) {
            return Future.failedFuture(
                    new IllegalArgumentException(
                            "health-listen must be host:port, got \"%s\"".formatted(listen)));
        }
        var address =
                SocketAddress.inetSocketAddress(
                        Integer.parseInt(listen.substring(colon + 1)), listen.substring(0, colon));
        var server = new HealthServer(vertx, health, meters);
        return server.server.listen(address).map(server);
    }

    public int port() {
        return server.actualPort();
    }

    /// One more page, for people who look inside: `/debug/...`.
    public HealthServer page(String path, Supplier<Future<String>> text) {
        pages.put(path, text);
        return this;
    }

    public Future<Void> stop() {
        return server.close();
    }

    private void answer(HttpServerRequest request) {
        var path = requireNonNullElse(request.path(), "/");
        switch (path) {
            case "/livez", "/healthz" -> probe(request, path, health.livez());
            case "/readyz" -> probe(request, path, health.readyz());
            case "/startupz" -> probe(request, path, health.startupz());
            case "/metrics" -> metrics(request);
            default -> page(request, path);
        }
    }

    private static void probe(
            HttpServerRequest request, String path, Map<String, Condition> conditions) {
        var verbose = request.getParam("verbose") != null;
        var page = HealthPage.of(path.substring(1), conditions, verbose);
        request.response()
                .setStatusCode(page.status())
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(page.text());
    }

    private void metrics(HttpServerRequest request) {
        var accepts = requireNonNullElse(request.getHeader("accept"), "");
        var type = accepts.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        request.response().putHeader("content-type", type).end(meters.scrape(type));
    }

    private void page(HttpServerRequest request, String path) {
        var page = pages.get(path);
        if (page == null) {
            request.response().setStatusCode(404).end("no page %s\n".formatted(path));
            return;
        }
        page.get()
                .onComplete(text -> {
                    if (text.succeeded()) {
                        request.response().end(text.result());
                    } else {
                        request.response().setStatusCode(503).end(text.cause() + "\n");
                    }
                });
    }
}
