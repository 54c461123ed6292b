package io.nodebus.nodeagent.nodeapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nodebus.nodeagent.await.Await;
import io.nodebus.nodeagent.box.InNamespace;
import io.nodebus.nodeagent.box.NodeBox;
import io.nodebus.nodeagent.cri.Containerd;
import io.nodebus.nodeagent.logfiles.LogFiles;
import io.nodebus.nodeagent.runtime.Configs;
import io.nodebus.nodeagent.usage.DiskUsage;
import io.nodebus.nodeagent.usage.NodeUsage;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Streams from a client over the node's API into a real container, all within the network of a
/// box.
class StreamingIT {
    private static final String TOKEN = "a-token";
    private static @Nullable NodeBox opened;
    private static @Nullable Containerd dialled;

    @BeforeAll
    static void openABox() {
        var missing = NodeBox.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        var box = NodeBox.open();
        opened = box;
        var containerd = new Containerd(box.socket());
        dialled = containerd;
        Await.until("the images are known", () -> containerd.image(NodeBox.BUSYBOX).isPresent());
    }

    @AfterAll
    static void closeIt() {
        if (dialled != null) {
            dialled.close();
        }
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void stdinEndsWhenItIsHalfClosedAndTheAnswerStillComes() throws Exception {
        inABox(
                "cat",
                api -> {
                    try (var client = connect(api)) {
                        var streams = exec(client, "cat&command=-", "input=1&output=1&error=1");
                        var error = streams.open("streamType", "error");
                        var stdin = streams.open("streamType", "stdin");
                        var stdout = streams.open("streamType", "stdout");
                        var stderr = streams.open("streamType", "stderr");
                        streams.write(stdin, "hello\n");
                        streams.write(stdin, "world\n");
                        streams.halfClose(stdin);
                        assertEquals("hello\nworld\n", streams.readToEnd(stdout));
                        assertEquals("", streams.readToEnd(stderr));
                        assertTrue(streams.readToEnd(error).contains("\"status\":\"Success\""));
                    }
                });
    }

    @Test
    void theExitCodeOfACommandComesOnTheErrorStream() throws Exception {
        inABox(
                "exit",
                api -> {
                    try (var client = connect(api)) {
                        var command = "sh&command=-c&command=echo%20oops%20%3E%262%3B%20exit%207";
                        var streams = exec(client, command, "output=1&error=1");
                        var error = streams.open("streamType", "error");
                        var stdout = streams.open("streamType", "stdout");
                        var stderr = streams.open("streamType", "stderr");
                        assertEquals("oops\n", streams.readToEnd(stderr));
                        assertEquals("", streams.readToEnd(stdout));
                        var said = streams.readToEnd(error);
                        assertTrue(said.contains("\"message\":\"7\""), said);
                    }
                });
    }

    @Test
    void aPortOfAPodIsReached() throws Exception {
        inABox(
                "port",
                api -> {
                    try (var client = connect(api)) {
                        client.send(request("/portForward/default/port", "portforward.k8s.io"));
                        assertTrue(client.head().startsWith("HTTP/1.1 101 "));
                        var streams = new SpdyClient(client);
                        streams.open("streamType", "error", "port", "8080", "requestID", "0");
                        var data =
                                streams.open(
                                        "streamType", "data", "port", "8080", "requestID", "0");
                        streams.write(data, "GET /nothing HTTP/1.0\r\n\r\n");
                        var answer = streams.readToEnd(data);
                        assertTrue(answer.startsWith("HTTP/1.1 404 Not Found"), answer);
                    }
                });
    }

    /// What a test does with the API.
    private interface Story {
        void tell(NodeApi api) throws Exception;
    }

    /// One pod with one container that serves HTTP, and an API in the same network. One event loop,
    /// started from the thread that is in there: a further one might be started from elsewhere.
    private static void inABox(String name, Story story) throws Exception {
        var box = Objects.requireNonNull(opened);
        var containerd = Objects.requireNonNull(dialled);
        var pod = Configs.sandbox(name, 0, box.cgroup());
        Files.createDirectories(box.seen(pod.logDirectory() + "/main"));
        var sandbox = containerd.runSandbox(pod);
        var config = Configs.container("main", 0, NodeBox.BUSYBOX, "httpd", "-f", "-p", "8080");
        var id = containerd.createContainer(sandbox, pod, config);
        containerd.startContainer(id);
        var pods = new Pods();
        pods.put(
                name,
                Optional.of(sandbox),
                new PodHere.Container(
                        "main",
                        Optional.of(Pods.attempt(id, Path.of("/no.log"), true)),
                        Optional.empty()));
        InNamespace.run(
                box,
                () -> {
                    var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
                    try {
                        story.tell(open(vertx, pods, containerd));
                    } finally {
                        vertx.close().await();
                    }
                });
        containerd.stopSandbox(sandbox);
        containerd.removeSandbox(sandbox);
    }

    private static NodeApi open(Vertx vertx, Pods pods, Containerd containerd) {
        return NodeApi.open(
                        vertx,
                        new NodeApi.Door("127.0.0.1", 0, TOKEN),
                        pods,
                        containerd,
                        LogFiles::read,
                        new Figures(),
                        InstantSource.system())
                .await();
    }

    private static RawClient connect(NodeApi api) throws Exception {
        var plain = new Socket(InetAddress.getLoopbackAddress(), api.port());
        return RawClient.over(plain, api.fingerprint());
    }

    private static SpdyClient exec(RawClient client, String command, String streams)
            throws Exception {
        var name = command.startsWith("cat") ? "cat" : "exit";
        client.send(
                request(
                        "/exec/default/" + name + "/main?command=" + command + "&" + streams,
                        "v4.channel.k8s.io"));
        var head = client.head();
        assertTrue(head.startsWith("HTTP/1.1 101 "), head);
        return new SpdyClient(client);
    }

    private static String request(String path, String protocol) {
        return String.join(
                "\r\n",
                "POST " + path + " HTTP/1.1",
                "Host: n1",
                "Authorization: Bearer " + TOKEN,
                "Connection: Upgrade",
                "Upgrade: SPDY/3.1",
                "X-Stream-Protocol-Version: " + protocol,
                "Content-Length: 0",
                "",
                "");
    }

    private static final class Figures implements NodeFigures {
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
            return new NodeUsage(Pods.STARTED, 0, 0, 1, 1);
        }

        @Override
        public DiskUsage disk() {
            return new DiskUsage(Pods.STARTED, 1, 0, 1, 1, 1);
        }
    }
}
