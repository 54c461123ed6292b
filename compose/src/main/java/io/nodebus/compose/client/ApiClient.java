package io.nodebus.compose.client;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.client.Server.NoServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/// One command's conversation with svc-api. Blocking: a command does one thing after another.
public final class ApiClient implements AutoCloseable {
    public static final String JSON = "application/json";
    public static final String TABLE =
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    public static final String MERGE_PATCH = "application/merge-patch+json";

    private final Server server;
    private final Duration timeout;
    private final HttpClient http;

    public ApiClient(Server server, Duration timeout) {
        this.server = server;
        this.timeout = timeout;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(server.trust())
                        .connectTimeout(timeout)
                        .build();
    }

    public Server server() {
        return server;
    }

    public Tree get(String path, Map<String, String> query) {
        return call("GET", path, query, Map.of(), JSON, JSON);
    }

    /// The same as a server-side table.
    public Tree table(String path, Map<String, String> query) {
        return call("GET", path, query, Map.of(), JSON, TABLE);
    }

    public Tree send(String method, String path, Map<String, String> query, Map<String, ?> body) {
        return call(method, path, query, body, JSON, JSON);
    }

    public Tree patch(String path, Map<String, ?> body) {
        return call("PATCH", path, Map.of(), body, MERGE_PATCH, JSON);
    }

    /// An answer that goes on until either side ends it: logs, watches, events.
    ///
    /// @throws Refusal when the server says no
    public InputStream stream(String path, Map<String, String> query, String accept) {
        var answer =
                exchange(request("GET", path, query, accept).build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() / 100 == 2) {
            return answer.body();
        }
        try (var body = answer.body()) {
            throw Refusal.answered(answer.statusCode(), body.readAllBytes());
        } catch (IOException e) {
            throw new NoServer("the server's answer broke off: " + e.getMessage(), e);
        }
    }

    private Tree call(
            String method,
            String path,
            Map<String, String> query,
            Map<String, ?> body,
            String contentType,
            String accept) {
        var publisher =
                body.isEmpty()
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(Json.write(body));
        var answer =
                exchange(
                        request(method, path, query, accept)
                                .method(method, publisher)
                                .header("Content-Type", contentType)
                                .timeout(timeout)
                                .build(),
                        BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw Refusal.answered(answer.statusCode(), answer.body());
        }
        return Tree.of(Json.parse(answer.body()));
    }

    private HttpRequest.Builder request(
            String method, String path, Map<String, String> query, String accept) {
        return HttpRequest.newBuilder(uri(path, query))
                .header("Authorization", "Bearer " + server.token())
                .header("Accept", accept)
                .header("User-Agent", "nodebus")
                .method(method, BodyPublishers.noBody());
    }

    private URI uri(String path, Map<String, String> query) {
        var asked =
                query.entrySet().stream()
                        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&"));
        return server.address().resolve(asked.isEmpty() ? path : path + "?" + asked);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> as) {
        try {
            return http.send(request, as);
        } catch (ConnectException e) {
            throw new NoServer(
                    "nobody answers at %s: is the plane running? ./nodebus up starts it"
                            .formatted(server.address()),
                    e);
        } catch (IOException e) {
            throw new NoServer(
                    "%s did not answer: %s".formatted(server.address(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoServer("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
