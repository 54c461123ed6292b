package io.nodebus.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodebus.api.settings.ApiSettings;
import io.nodebus.bus.Said;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.bus.settings.Settings;
import io.nodebus.bus.wire.Json;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.stamp.Stamp.ByNode;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// svc-api on the memory bus with its real door on loopback, and whoever a test plays beside it.
public final class Plane implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final MemoryBus bus = new MemoryBus(4);
    private final AtomicLong seq = new AtomicLong();
    private final Path folder;
    private final Api api;
    private final HttpClient client;
    private final String token;

    /// @param more settings as flags
    public Plane(Path folder, String... more) throws IOException, GeneralSecurityException {
        this(folder, NodeReach.DIRECTLY, more);
    }

    public Plane(Path folder, NodeReach reach, String... more)
            throws IOException, GeneralSecurityException {
        this.folder = folder;
        var flags = new ArrayList<String>(List.of("--auto-approve"));
        flags.addAll(List.of("--api-folder", folder.toString()));
        flags.addAll(List.of(more));
        var settings = Settings.read(ApiSettings.class, flags, Map.of()).values();
        api = await(Api.deploy(vertx, bus, settings, reach, new SimpleMeterRegistry()));
        await(api.lead(1));
        token = Files.readString(folder.resolve("admin.token")).strip();
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(trusting(Files.readAllBytes(folder.resolve("ca.crt"))))
                        .build();
    }

    private static SSLContext trusting(byte[] ca) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(ca)));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not within " + PATIENCE_SECONDS + " s", e);
        }
    }

    public Vertx vertx() {
        return vertx;
    }

    public MemoryBus bus() {
        return bus;
    }

    public Api api() {
        return api;
    }

    public String token() {
        return token;
    }

    public Path folder() {
        return folder;
    }

    /// One answer.
    public record Reply(int code, String text) {
        public Map<?, ?> tree() {
            return (Map<?, ?>) Objects.requireNonNull(Json.parse(text.getBytes(UTF_8)));
        }

        /// What stands at a place such as `metadata.name` or `items.0.kind`.
        public @Nullable Object at(String path) {
            return Plane.at(tree(), path);
        }
    }

    public static @Nullable Object at(Object tree, String path) {
        Object at = tree;
        for (var step : path.split("\\.", -1)) {
            at =
                    switch (at) {
                        case Map<?, ?> map -> map.get(step);
                        case List<?> list -> list.get(Integer.parseInt(step));
                        case null, default -> null;
                    };
        }
        return at;
    }

    public Reply get(String path) {
        return send("GET", path, null);
    }

    public Reply post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    public Reply send(String method, String path, @Nullable Object body, String... headers) {
        try {
            var reply = client.send(request(method, path, body, headers), BodyHandlers.ofString());
            return new Reply(reply.statusCode(), reply.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    /// An answer that goes on.
    public HttpResponse<InputStream> open(String path, String... headers) {
        try {
            return client.send(request("GET", path, null, headers), BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    private HttpRequest request(
            String method, String path, @Nullable Object body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create("https://" + api.address() + path))
                        .header("Authorization", "Bearer " + token)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(
                                                body instanceof String text
                                                        ? text.getBytes(UTF_8)
                                                        : Json.write(body)));
        for (var i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    /// Somebody of the fleet says something.
    public <M> void fleet(Topic<M> topic, String key, Optional<M> message) {
        say(topic, key, message, new ByLeader("autoscaler", 1, seq.incrementAndGet()));
    }

    /// A node's agent says something.
    public <M> void node(String nodeUid, Topic<M> topic, String key, Optional<M> message) {
        say(topic, key, message, new ByNode(nodeUid, 1, seq.incrementAndGet()));
    }

    private <M> void say(Topic<M> topic, String key, Optional<M> message, Stamp stamp) {
        await(bus.say(List.of(new Said<>(topic, key, message, stamp, Instant.now(), "/the/test"))));
    }

    /// A node that is there and well.
    public void node(String name, String uid, String... options) {
        node(
                uid,
                NodeState.TOPIC,
                name,
                Optional.<NodeState>of(Things.registered(uid, List.of(options))));
        fleet(
                NodeHealth.TOPIC,
                name,
                Optional.<NodeHealth>of(Things.judged(uid, "Ready", Instant.now())));
    }

    @Override
    public void close() {
        client.shutdownNow();
        await(api.stop());
        await(vertx.close());
    }
}
