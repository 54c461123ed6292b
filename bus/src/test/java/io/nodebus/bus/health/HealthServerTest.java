package io.nodebus.bus.health;

import static io.nodebus.bus.Await.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.meter.BusMeter;
import io.nodebus.bus.meter.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    private final Vertx vertx = Vertx.vertx();
    private final Health health = new Health();
    private HealthServer server;

    @BeforeEach
    void start() {
        var meters = Meters.of("svc-test");
        BusMeter.HEARD.counter(meters, "loop", "test", "topic", "pods.desired").increment(3);
        server = done(HealthServer.start(vertx, "127.0.0.1:0", health, meters));
    }

    @AfterEach
    void stop() {
        done(vertx.close());
    }

    @Test
    void aProcessThatIsStillStartingIsAliveAndNotReady() throws Exception {
        assertEquals(200, get("/livez").statusCode());
        assertEquals(503, get("/readyz").statusCode());
        assertEquals(503, get("/startupz").statusCode());
        health.started();
        assertEquals("ok", get("/readyz").body());
        assertEquals("ok", get("/startupz").body());
    }

    @Test
    void verboseListsEveryCheck() throws Exception {
        health.started();
        health.ready("bus", () -> Condition.degraded("away for 12 s"))
                .alive("loop", () -> Condition.OK);
        assertEquals(
                """
                [+]started ok
                [+]loop ok
                [+]bus degraded: away for 12 s
                readyz check passed
                """,
                get("/readyz?verbose").body());
    }

    @Test
    void aFailedCheckIsNamedEvenWhenNobodyAsked() throws Exception {
        health.started();
        health.ready("bus", () -> Condition.failed("never heard to its end"));
        var answer = get("/readyz");
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("[-]bus failed: never heard to its end"), answer.body());
        assertEquals(200, get("/livez").statusCode());
    }

    @Test
    void aCheckThatThrowsHasFailed() throws Exception {
        health.alive(
                "odd",
                () -> {
                    throw new IllegalStateException("no idea");
                });
        assertTrue(get("/healthz").body().contains("[-]odd failed: the check itself failed"));
    }

    @Test
    void aStoppedLoopEndsTheLifeOfTheProcess() throws Exception {
        health.faults()
                .stopped("placement cannot decide on Tick", new IllegalStateException("no idea"));
        var answer = get("/livez");
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("placement cannot decide on Tick"), answer.body());
    }

    @Test
    void metricsAreTextUnlessOpenMetricsIsAskedFor() throws Exception {
        var text = get("/metrics");
        assertEquals("text/plain; version=0.0.4; charset=utf-8", type(text));
        assertTrue(
                text.body()
                        .contains(
                                "nodebus_loop_heard_total{loop=\"test\",topic=\"pods.desired\"} 3"),
                text.body());
        assertTrue(
                text.body().contains("# HELP nodebus_loop_heard_total Records heard."),
                text.body());
        assertTrue(text.body().contains("nodebus_build_info{java="), text.body());
        var open = get("/metrics", "application/openmetrics-text; version=1.0.0, text/plain;q=0.5");
        assertEquals("application/openmetrics-text; version=1.0.0; charset=utf-8", type(open));
        assertTrue(open.body().endsWith("# EOF\n"), open.body());
    }

    @Test
    void aPageCanBeAddedAndOthersAreNotThere() throws Exception {
        server.page("/debug/flight/test", () -> Future.succeededFuture("{}\n"));
        assertEquals("{}\n", get("/debug/flight/test").body());
        assertEquals(404, get("/debug/flight/other").statusCode());
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("content-type").orElse("");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, "*/*");
    }

    private HttpResponse<String> get(String path, String accept)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
            return client.send(
                    HttpRequest.newBuilder(uri).header("accept", accept).build(),
                    BodyHandlers.ofString());
        }
    }
}
