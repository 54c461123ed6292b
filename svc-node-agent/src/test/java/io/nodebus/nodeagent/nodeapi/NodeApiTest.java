package io.nodebus.nodeagent.nodeapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.wire.Json;
import io.nodebus.nodeagent.await.Await;
import io.nodebus.nodeagent.conformance.Suite.Tree;
import io.nodebus.nodeagent.logfiles.LogFiles;
import io.nodebus.nodeagent.logformat.Stream;
import io.nodebus.nodeagent.runtime.Configs;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.simulated.FakeLog;
import io.nodebus.nodeagent.simulated.FakeRuntime;
import io.nodebus.nodeagent.simulated.Pace;
import io.nodebus.nodeagent.simulated.Registry;
import io.nodebus.nodeagent.simulated.WallTimetable;
import io.nodebus.nodeagent.usage.DiskUsage;
import io.nodebus.nodeagent.usage.NodeUsage;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeApiTest {
    private static final String TOKEN = "a-token";
    private static final String UPGRADE =
            lines("Connection: Upgrade", "Upgrade: SPDY/3.1", "X-Stream-Protocol-Version: v4");
    private static final String SWITCHING =
            lines("HTTP/1.1 101 Switching Protocols") + UPGRADE + lines("");
    private static final Vertx VERTX = Vertx.vertx();
    private static final WallTimetable TIME = new WallTimetable();

    @TempDir Path folder;
    private final FakeRuntime simulated =
            new FakeRuntime(
                    "n1", "10.64.7.0/24", TIME, Pace.INSTANT, FakeLog.NOWHERE, Registry.EVERYTHING);
    private final Pods pods = new Pods();
    private final AtomicReference<String> streamUrl = new AtomicReference<>("");
    private final AtomicReference<LogReader> reader = new AtomicReference<>(LogFiles::read);
    private NodeApi api;

    @BeforeEach
    void open() {
        api =
                NodeApi.open(
                                VERTX,
                                new NodeApi.Door("127.0.0.1", 0, TOKEN),
                                pods,
                                streaming(simulated, streamUrl),
                                (log, request, running, sink) ->
                                        reader.get().read(log, request, running, sink),
                                new Figures(),
                                InstantSource.system())
                        .await();
    }

    @AfterEach
    void close() {
        api.close().await();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        TIME.close();
    }

    @Test
    void healthIsForEverybody() throws Exception {
        try (var client = connect()) {
            client.send("GET /healthz HTTP/1.1\r\nHost: n1\r\nConnection: close\r\n\r\n");
            assertTrue(client.rest().endsWith("\r\n\r\nok"));
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "Bearer", "Bearer a-toke", "Bearer a-token2", "Basic a-token"})
    void nobodyElseIsLetIn(String authorization) throws Exception {
        try (var client = connect()) {
            client.send(
                    "GET /pods HTTP/1.1\r\nHost: n1\r\nConnection: close\r\nAuthorization: "
                            + authorization
                            + "\r\n\r\n");
            assertTrue(client.rest().startsWith("HTTP/1.1 401 "));
        }
    }

    @Test
    void anotherCertificateIsFoundOut() {
        assertThrows(
                SSLException.class,
                () ->
                        RawClient.connect(api.port(), "another")
                                .send("GET /healthz HTTP/1.1\r\n\r\n"));
    }

    @Test
    void whatIsNotThereIs404() throws Exception {
        assertStarts("HTTP/1.1 404 ", get("/nothing"));
        assertStarts("HTTP/1.1 404 ", get("/"));
        var answer = get("/containerLogs/default/web/main");
        assertStarts("HTTP/1.1 404 ", answer);
        assertTrue(answer.contains("pod \"default/web\" is not on this node"), answer);
    }

    @Test
    void logsAreGivenAsAskedFor() throws Exception {
        podWithLog("one", "two", "three");
        assertEquals("one\ntwo\nthree\n", body(get("/containerLogs/default/web/main")));
        assertEquals("three\n", body(get("/containerLogs/default/web/main?tailLines=1")));
        assertEquals("one\ntw", body(get("/containerLogs/default/web/main?limitBytes=6")));
        assertEquals(
                "2026-01-01T00:00:02Z three\n",
                body(
                        get(
                                "/containerLogs/default/web/main?timestamps=true&sinceTime=2026-01-01T00:00:02Z")));
        assertEquals("", body(get("/containerLogs/default/web/main?sinceSeconds=5")));
        assertEquals("", body(get("/containerLogs/default/web/main?stream=Stderr")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tailLines=x    | tailLines must be a whole number, got x",
                "tailLines=-1   | tailLines must be 0 or more, got -1",
                "limitBytes=0   | limitBytes must be 1 or more, got 0",
                "follow=maybe   | follow must be true or false, got maybe",
                "sinceTime=noon | sinceTime must be a time as 2026-01-31T12:00:00Z, got noon",
                "stream=both    | stream must be All, Stdout or Stderr, got both",
                "sinceSeconds=1&sinceTime=2026-01-01T00:00:00Z | sinceSeconds and sinceTime must"
                        + " not both be given",
                "previous=true  | previous terminated container \"main\" in pod \"default/web\" not"
                        + " found",
            })
    void aWrongRequestForLogsIsRefusedWithTheReason(String query, String reason) throws Exception {
        podWithLog("one");
        var answer = get("/containerLogs/default/web/main?" + query);
        assertStarts("HTTP/1.1 400 ", answer);
        assertTrue(answer.contains(reason), answer);
    }

    @Test
    void thePreviousContainersLogIsThereToo() throws Exception {
        var old = log("old");
        pods.put(
                "web",
                Optional.empty(),
                new PodHere.Container(
                        "main", Optional.empty(), Optional.of(Pods.attempt("c0", old, false))));
        assertEquals("old\n", body(get("/containerLogs/default/web/main?previous=true")));
        assertTrue(get("/containerLogs/default/web/main").contains("is waiting to start"));
    }

    @Test
    void aLogThatIsGoneIs404() throws Exception {
        podWithLog("one");
        Files.delete(folder.resolve("0.log"));
        assertStarts("HTTP/1.1 404 ", get("/containerLogs/default/web/main"));
    }

    @Test
    void followedLogsComeAsTheyAreWrittenAndEndWithTheContainer() throws Exception {
        podWithLog("one");
        try (var client = connect()) {
            client.send(request("/containerLogs/default/web/main?follow=true", ""));
            assertStarts("HTTP/1.1 200 ", client.head());
            assertTrue(client.until("one\n\r\n").endsWith("one\n\r\n"));
            append("2026-01-01T00:00:09Z stdout F two\n");
            assertTrue(client.until("two\n\r\n").endsWith("two\n\r\n"));
            pods.put("web", Optional.empty(), container("c1", false));
            assertEquals("0\r\n\r\n", client.until("\r\n\r\n"));
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsTheReaderBack() throws Exception {
        podWithLog("one");
        var written = new AtomicLong();
        var ended = new AtomicReference<>(false);
        reader.set((_, _, _, sink) -> {
            sink.begin();
            while (sink.isOpen()) {
                sink.write(Stream.STDOUT, new byte[64 << 10], 0, 64 << 10);
                written.addAndGet(64 << 10);
            }
            ended.set(true);
        });
        try (var client = connect()) {
            client.send(request("/containerLogs/default/web/main", ""));
            client.head();
            var before = new AtomicLong(-1);
            Await.until(
                    "nothing more is written",
                    () -> before.getAndSet(written.get()) == written.get() && written.get() > 0);
            assertTrue(written.get() < 64 << 20, "bytes: " + written);
            assertFalse(ended.get());
        }
        Await.until("the reader is let go", ended::get);
    }

    @Test
    void anExecIsPassedOnByteByByteBothWays() throws Exception {
        pods.put("web", Optional.of("s1"), container("c1", true));
        try (var runtime = new StreamingServer(SWITCHING + "early")) {
            streamUrl.set(runtime.url());
            try (var client = connect()) {
                client.send(request("/exec/default/web/main?command=sh&input=1&tty=1", UPGRADE));
                var head = client.head();
                assertStarts("HTTP/1.1 101 ", head);
                assertTrue(head.contains("X-Stream-Protocol-Version: v4"), head);
                var stream = runtime.next();
                assertStarts("GET /exec/token?x=1 HTTP/1.1\r\n", stream.head());
                assertTrue(stream.head().toLowerCase(Locale.ROOT).contains("upgrade: spdy/3.1"));
                assertFalse(stream.head().contains(TOKEN), "the token is not for the runtime");
                assertEquals("early", client.until("early"));
                client.send("\u0000\u0001\u00ffhello");
                assertEquals(
                        "\u0000\u0001\u00ffhello",
                        new String(stream.socket().getInputStream().readNBytes(8), ISO_8859_1));
                stream.socket().getOutputStream().write(new byte[] {(byte) 0x80, 3, 0, 2});
                assertEquals("\u0080\u0003\u0000\u0002", client.until("\u0002"));
                stream.socket().close();
                assertEquals("", client.rest());
            }
        }
    }

    /// kubectl asks so. What it sends may come before the other side has said anything.
    @Test
    void anUpgradeMayBeAPostWithAnEmptyBody() throws Exception {
        pods.put("web", Optional.of("s1"), container("c1", true));
        try (var runtime = new StreamingServer(SWITCHING)) {
            streamUrl.set(runtime.url());
            try (var client = connect()) {
                var get =
                        request(
                                "/exec/default/web/main?command=sh",
                                UPGRADE + lines("Content-Length: 0"));
                client.send("POST" + get.substring(3));
                client.head();
                client.send("hello");
                var stream = runtime.next().socket();
                assertEquals("hello", new String(stream.getInputStream().readNBytes(5), UTF_8));
                stream.getOutputStream().write("and back".getBytes(UTF_8));
                assertEquals("and back", client.until("back"));
            }
        }
    }

    @Test
    void aClientThatGoesTakesTheStreamAlong() throws Exception {
        pods.put("web", Optional.of("s1"), container("c1", true));
        try (var runtime = new StreamingServer(SWITCHING)) {
            streamUrl.set(runtime.url());
            try (var client = connect()) {
                client.send(request("/portForward/default/web", UPGRADE)).head();
            }
            assertEquals(-1, runtime.next().socket().getInputStream().read());
        }
    }

    @Test
    void whatTheStreamingServerRefusesTheClientHears() throws Exception {
        pods.put("web", Optional.of("s1"), container("c1", true));
        try (var runtime =
                new StreamingServer(
                        "HTTP/1.1 404 Not Found\r\nContent-Length: 10\r\n\r\nno session")) {
            streamUrl.set(runtime.url());
            var answer = upgrade("/attach/default/web/main");
            assertStarts("HTTP/1.1 404 ", answer);
            assertTrue(answer.contains("no session"), answer);
        }
    }

    @Test
    void aStreamingServerThatIsNotThereIs502() throws Exception {
        pods.put("web", Optional.of("s1"), container("c1", true));
        try (var gone = new StreamingServer("")) {
            streamUrl.set(gone.url());
        }
        assertStarts("HTTP/1.1 502 ", upgrade("/attach/default/web/main"));
    }

    @Test
    void aRuntimeThatRefusesToStreamIsQuoted() throws Exception {
        pods.put("web", Optional.of("s1"), container("c1", true));
        var answer = upgrade("/exec/default/web/main?command=sh");
        assertStarts("HTTP/1.1 500 ", answer);
        assertTrue(answer.contains("no process to stream from"), answer);
    }

    @Test
    void streamingNeedsAnUpgradeACommandAndARunningContainer() throws Exception {
        pods.put("web", Optional.empty(), container("c1", false));
        assertStarts("HTTP/1.1 400 ", get("/exec/default/web/main?command=sh"));
        assertTrue(upgrade("/exec/default/web/main").contains("command must be given"));
        assertTrue(upgrade("/exec/default/web/main?command=sh").contains("does not run"));
        assertTrue(upgrade("/exec/default/web/other?command=sh").contains("which has [main]"));
        assertTrue(upgrade("/portForward/default/web").contains("has no sandbox yet"));
        assertTrue(upgrade("/portForward/default/web?port=0").contains("no sandbox yet"));
    }

    @Test
    void podsAreListedInKubernetesShape() throws Exception {
        pods.put("web", Optional.of("s1"), container("c1", true));
        var list = json(get("/pods"));
        assertEquals("PodList", list.at("kind").text());
        var pod = list.at("items").items().getFirst();
        assertEquals("web", pod.at("metadata").at("name").text());
        assertEquals("10.64.7.2", pod.at("status").at("podIP").text());
    }

    @Test
    void figuresAreGivenInKubeletsShape() throws Exception {
        simulated.load("localhost/nodebus/busybox:1");
        var config = Configs.sandbox("web", 0, "/n1");
        var id =
                simulated.createContainer(
                        simulated.runSandbox(config),
                        config,
                        Configs.container(
                                "main", 0, "localhost/nodebus/busybox:1", "sleep", "3600"));
        simulated.startContainer(id);
        pods.put("web", Optional.of("s1"), container(id, true));
        var summary = json(get("/stats/summary"));
        var node = summary.at("node");
        assertEquals("n1", node.at("nodeName").text());
        assertEquals(500_000_000, node.at("cpu").at("usageNanoCores").number());
        assertEquals(600, node.at("memory").at("availableBytes").number());
        assertEquals(7, node.at("fs").at("inodesUsed").number());
        var pod = summary.at("pods").items().getFirst();
        assertEquals("web-uid", pod.at("podRef").at("uid").text());
        assertEquals(4 << 20, pod.at("memory").at("workingSetBytes").number());
        var container = pod.at("containers").items().getFirst();
        assertEquals(4 << 20, container.at("memory").at("workingSetBytes").number());
    }

    private static final class Figures implements NodeFigures {
        private static final Instant NOW = Pods.STARTED.plusSeconds(10);

        @Override
        public String nodeName() {
            return "n1";
        }

        @Override
        public Instant startedAt() {
            return Pods.STARTED;
        }

        @Override
        public NodeUsage usage() {
            return new NodeUsage(NOW, 5_000_000_000L, 400, 1000, 2);
        }

        @Override
        public DiskUsage disk() {
            return new DiskUsage(NOW, 100, 40, 50, 10, 3);
        }
    }

    /// The fake, but with somewhere to stream to once the test says where.
    private static ContainerRuntime streaming(FakeRuntime fake, AtomicReference<String> url) {
        return (ContainerRuntime)
                Proxy.newProxyInstance(
                        NodeApiTest.class.getClassLoader(),
                        new Class<?>[] {ContainerRuntime.class},
                        (_, method, arguments) -> {
                            if (method.getName().endsWith("Url") && !url.get().isEmpty()) {
                                return url.get();
                            }
                            try {
                                return method.invoke(fake, arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        });
    }

    private void podWithLog(String... lines) throws IOException {
        log(lines);
        pods.put("web", Optional.empty(), container("c1", true));
    }

    private PodHere.Container container(String id, boolean running) {
        return new PodHere.Container(
                "main",
                Optional.of(Pods.attempt(id, folder.resolve("0.log"), running)),
                Optional.empty());
    }

    private Path log(String... lines) throws IOException {
        var text = new StringBuilder();
        for (var i = 0; i < lines.length; i++) {
            text.append(Pods.STARTED.plusSeconds(i))
                    .append(" stdout F ")
                    .append(lines[i])
                    .append('\n');
        }
        return Files.writeString(folder.resolve("0.log"), text);
    }

    private void append(String line) throws IOException {
        Files.writeString(folder.resolve("0.log"), line, UTF_8, StandardOpenOption.APPEND);
    }

    private RawClient connect() throws Exception {
        return RawClient.connect(api.port(), api.fingerprint());
    }

    private String get(String path) throws Exception {
        return answer(path, "Connection: close\r\n");
    }

    private String upgrade(String path) throws Exception {
        try (var client = connect()) {
            client.send(request(path, UPGRADE));
            var head = client.head();
            var length = head.replaceAll("(?is).*content-length: (\\d+).*", "$1");
            return head + new String(client.in().readNBytes(Integer.parseInt(length)), UTF_8);
        }
    }

    private String answer(String path, String headers) throws Exception {
        try (var client = connect()) {
            return client.send(request(path, headers)).rest();
        }
    }

    private static String request(String path, String headers) {
        return "GET "
                + path
                + " HTTP/1.1\r\nHost: n1\r\nAuthorization: Bearer "
                + TOKEN
                + "\r\n"
                + headers
                + "\r\n";
    }

    /// Of an answer whose one chunk is its body.
    private static String body(String answer) {
        assertStarts("HTTP/1.1 200 ", answer);
        var body = new StringBuilder();
        var rest = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        while (!rest.isEmpty()) {
            var line = rest.indexOf("\r\n");
            var size = Integer.parseInt(rest, 0, line, 16);
            body.append(rest, line + 2, line + 2 + size);
            rest = rest.substring(line + 4 + size);
        }
        return body.toString();
    }

    private static Tree json(String answer) {
        assertStarts("HTTP/1.1 200 ", answer);
        var text = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        return new Tree(Json.parse(text.getBytes(UTF_8)));
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static void assertStarts(String start, String text) {
        assertTrue(text.startsWith(start), text);
    }
}
