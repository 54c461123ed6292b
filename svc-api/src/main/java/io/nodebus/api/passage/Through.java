package io.nodebus.api.passage;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Passes requests on. Safe for any context: it keeps nothing but a pool of connections.
public final class Through {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READINGS_MILLIS = 5_000;
    private static final int OK = 200;
    private static final int LOWEST_REFUSAL = 400;
    private static final int SWITCHING_PROTOCOLS = 101;

    /// Streams hold their connection for as long as somebody reads.
    private static final int MOST_CONNECTIONS = 1024;

    /// What belongs to one connection, or to the way we came.
    private static final Set<String> OURS =
            Set.of(
                    "host",
                    "authorization",
                    "connection",
                    "upgrade",
                    "keep-alive",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "content-length",
                    "proxy-authorization");

    private static final List<String> OF_AN_UPGRADE = List.of("Connection", "Upgrade");

    private final HttpClient client;

    public Through(Vertx vertx) {
        client =
                vertx.createHttpClient(
                        new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setUseAlpn(false),
                        new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
    }

    /// The other side said no, in a plain sentence.
    public static final class SaidNo extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int code;

        SaidNo(int code, String sentence) {
            super(sentence, null, false, false);
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /// Passes a request on and its answer back. Fails when nobody answers, and with [SaidNo];
    /// nothing was answered then.
    public Future<Void> pass(HttpServerRequest request, Target target, String pathAndQuery) {
        return client.request(options(request.method(), target, pathAndQuery))
                .compose(on -> {
                    headers(request.headers(), on.headers());
                    return isUpgrade(request) ? upgrade(request, on) : plainly(request, on);
                });
    }

    private static RequestOptions options(HttpMethod method, Target target, String pathAndQuery) {
        var options =
                new RequestOptions()
                        .setMethod(method)
                        .setHost(target.host())
                        .setPort(target.port())
                        .setURI(pathAndQuery)
                        .setSsl(true);
        options.setSslOptions(target.trust());
        return options.putHeader("Authorization", "Bearer " + target.bearer());
    }

    private static void headers(MultiMap from, MultiMap to) {
        for (var header : from) {
            if (!OURS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static boolean isUpgrade(HttpServerRequest request) {
        return request.headers().contains("Upgrade");
    }

    private static Future<Void> plainly(HttpServerRequest request, HttpClientRequest on) {
        return hasBody(request)
                ? on.setChunked(true).send(request).compose(answer -> answer(request, answer))
                : on.send().compose(answer -> answer(request, answer));
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains("Transfer-Encoding")
                || request.headers().contains("Content-Length")
                        && !"0".equals(request.getHeader("Content-Length"));
    }

    private static Future<Void> answer(HttpServerRequest request, HttpClientResponse answer) {
        if (answer.statusCode() >= LOWEST_REFUSAL && !isJson(answer)) {
            return answer.body()
                    .compose(body ->
                            Future.failedFuture(
                                    new SaidNo(answer.statusCode(), body.toString().strip())));
        }
        var response = request.response().setStatusCode(answer.statusCode()).setChunked(true);
        headers(answer.headers(), response.headers());
        // Whoever follows a quiet log wants to know that it is followed.
        response.writeHead();
        // A client that goes away takes what it listened to along.
        response.closeHandler(_ -> answer.request().reset());
        return answer.pipeTo(response).otherwiseEmpty();
    }

    private static boolean isJson(HttpClientResponse answer) {
        var type = answer.getHeader("Content-Type");
        return type != null && type.startsWith("application/json");
    }

    private static Future<Void> upgrade(HttpServerRequest request, HttpClientRequest on) {
        for (var name : OF_AN_UPGRADE) {
            request.headers().getAll(name).forEach(value -> on.headers().add(name, value));
        }
        return on.connect()
                .compose(answer ->
                        answer.statusCode() == SWITCHING_PROTOCOLS
                                ? join(request, answer)
                                : answer(request, answer));
    }

    private static Future<Void> join(HttpServerRequest request, HttpClientResponse answer) {
        var there = answer.netSocket();
        there.pause();
        var response = request.response();
        for (var header : answer.headers()) {
            response.headers().add(header.getKey(), header.getValue());
        }
        return request.toNetSocket()
                .onFailure(_ -> there.close())
                .compose(here -> bothWays(here, there));
    }

    /// Until one side ends; then the other ends too. Neither is a fault.
    private static Future<Void> bothWays(NetSocket here, NetSocket there) {
        here.pipeTo(there).onComplete(_ -> there.close());
        there.pipeTo(here).onComplete(_ -> here.close());
        return Future.succeededFuture();
    }

    /// What a path answers, whole and soon.
    public Future<Buffer> get(Target target, String path) {
        return client.request(options(HttpMethod.GET, target, path).setIdleTimeout(READINGS_MILLIS))
                .compose(HttpClientRequest::send)
                .compose(answer ->
                        answer.statusCode() == OK
                                ? answer.body()
                                : Future.failedFuture(
                                        "%s answered %d to %s"
                                                .formatted(target, answer.statusCode(), path)));
    }

    public Future<Void> close() {
        return client.close();
    }
}
