package io.nodebus.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.resource.Resource.Verb;
import io.nodebus.api.resource.Way;
import io.nodebus.api.resource.Way.Collection;
import io.nodebus.api.resource.Way.Document;
import io.nodebus.api.resource.Way.Metrics;
import io.nodebus.api.resource.Way.Nowhere;
import io.nodebus.api.resource.Way.Own;
import io.nodebus.api.resource.Way.Single;
import io.nodebus.api.resource.Way.ToPod;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.view.Rendering;
import io.nodebus.api.view.View.Page;
import io.nodebus.bus.upgrade.PostUpgrades;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;

/// Listens, asks who is there, and leads everybody to where they want.
public final class HttpDoor {
    private static final String BEARER = "Bearer ";
    private static final int LONGEST_URL = 16 << 10;

    private final Vertx vertx;
    private final Welcome welcome;
    private final Reception reception;
    private final Passage passage;
    private final Documents documents;
    private final Readers readers;
    private final Writers writers;
    private final PodWays podWays;
    private final OwnWays ownWays;

    /// @param token what whoever comes must bear
    /// @param version of nodebus
    /// @param bookmarks how often a quiet watch is told the version
    public record Welcome(String token, String version, Duration bookmarks) {}

    public HttpDoor(
            Vertx vertx,
            Welcome welcome,
            Reception reception,
            Passage passage,
            Rendering rendering,
            Clock clock) {
        this.vertx = vertx;
        this.welcome = welcome;
        this.reception = reception;
        this.passage = passage;
        var showing = new Showing(rendering, clock);
        documents = new Documents(welcome.version());
        readers = new Readers(vertx, reception, showing, welcome.bookmarks());
        writers = new Writers(reception, showing);
        podWays = new PodWays(reception, passage);
        ownWays = new OwnWays(reception, writers);
    }

    /// Opens the door.
    public Future<HttpServer> listen(String host, int port, KeyCertOptions certificate) {
        var options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(certificate)
                        // exec and port-forward are upgrades of HTTP/1.1.
                        .setUseAlpn(false)
                        .setMaxInitialLineLength(LONGEST_URL);
        return vertx.createHttpServer(options)
                .connectionHandler(PostUpgrades::on)
                .requestHandler(this::serve)
                .listen(port, host);
    }

    private void serve(HttpServerRequest request) {
        request.pause();
        var exchange = new Exchange(request);
        try {
            go(exchange).onFailure(exchange::fail);
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
    }

    private Future<Void> go(Exchange exchange) {
        var path = exchange.path();
        switch (path) {
            case "/livez", "/healthz" -> {
                return text(exchange, "ok");
            }
            case "/readyz" -> {
                return ready(exchange);
            }
            default -> {}
        }
        if (!isKnown(exchange)) {
            throw new Refused(Refusal.unauthorized());
        }
        var leader = passage.leaderElsewhere();
        return leader.isPresent() ? passedOn(exchange, leader.get()) : go(exchange, Way.of(path));
    }

    /// What is only read, this instance can tell as well when the leader is not there.
    private Future<Void> passedOn(Exchange exchange, String leader) {
        return passage.passOn(exchange.request(), leader)
                .recover(cause ->
                        isRead(exchange)
                                ? go(exchange, Way.of(exchange.path()))
                                : Future.failedFuture(cause));
    }

    private static boolean isRead(Exchange exchange) {
        return exchange.request().method().equals(HttpMethod.GET)
                && !exchange.request().response().headWritten();
    }

    private static Future<Void> text(Exchange exchange, String text) {
        exchange.reply(200, "text/plain; charset=utf-8", text.getBytes(UTF_8));
        return Future.succeededFuture();
    }

    private Future<Void> ready(Exchange exchange) {
        return reception
                .look(desk -> desk.isReady())
                .compose(isReady -> {
                    Readers.ready(isReady || passage.leaderElsewhere().isPresent());
                    return text(exchange, "ok");
                });
    }

    private boolean isKnown(Exchange exchange) {
        var given = exchange.header("Authorization").orElse("");
        return given.startsWith(BEARER)
                && MessageDigest.isEqual(
                        given.substring(BEARER.length()).getBytes(UTF_8),
                        welcome.token().getBytes(UTF_8));
    }

    private Future<Void> go(Exchange exchange, Way way) {
        var method = exchange.request().method().name();
        return switch (way) {
            case Document(var path) -> {
                allow(method.equals("GET"));
                documents.tell(exchange, path);
                yield Future.succeededFuture();
            }
            case Collection collection -> go(exchange, method, collection);
            case Single single -> go(exchange, method, single);
            case ToPod toPod -> {
                allow(method.equals("GET") || method.equals("POST"));
                yield podWays.go(exchange, toPod);
            }
            case Metrics metrics -> {
                allow(method.equals("GET"));
                yield podWays.metrics(exchange, metrics);
            }
            case Own(var rest) -> ownWays.go(exchange, method, rest);
            case Nowhere() -> throw new Refused(Refusal.noSuchResource());
        };
    }

    private Future<Void> go(Exchange exchange, String method, Collection collection) {
        return switch (method) {
            case "GET" -> {
                allow(collection.resource(), Verb.LIST);
                yield readers.list(exchange, collection);
            }
            case "POST" -> {
                allow(collection.resource(), Verb.CREATE);
                yield writers.create(exchange, collection);
            }
            case "DELETE" -> {
                allow(collection.resource(), Verb.DELETE);
                yield writers.deleteAll(
                        exchange, readers.all(exchange, collection).map(Page::objects));
            }
            default -> throw notAllowed();
        };
    }

    private Future<Void> go(Exchange exchange, String method, Single single) {
        return switch (method) {
            case "GET" -> {
                allow(single.resource(), Verb.GET);
                yield readers.get(exchange, single);
            }
            case "PUT" -> {
                allow(single.resource(), Verb.UPDATE);
                yield writers.replace(exchange, single);
            }
            case "PATCH" -> {
                allow(single.resource(), Verb.PATCH);
                yield writers.patch(exchange, single);
            }
            case "DELETE" -> {
                allow(single.resource(), Verb.DELETE);
                yield writers.delete(exchange, single);
            }
            default -> throw notAllowed();
        };
    }

    private static void allow(Resource resource, Verb verb) {
        allow(resource.verbs().contains(verb));
    }

    private static void allow(boolean allowed) {
        if (!allowed) {
            throw notAllowed();
        }
    }

    private static Refused notAllowed() {
        return new Refused(
                Refusal.methodNotAllowed(
                        "the server does not allow this method on the requested resource"));
    }
}
