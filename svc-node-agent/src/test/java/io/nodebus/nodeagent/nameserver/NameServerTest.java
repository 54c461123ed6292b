package io.nodebus.nodeagent.nameserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Await;
import io.nodebus.nodeagent.names.Directory;
import io.nodebus.nodeagent.nameserver.NameServer.Door;
import io.nodebus.nodeagent.services.Things;
import io.nodebus.nodeagent.truth.OwnPods;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import io.vertx.core.dns.DnsResponseCode;
import io.vertx.core.dns.SrvRecord;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Asked by the DNS client of Vert.x, which reads messages with other code than ours, and with
/// bytes where that has no words.
class NameServerTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int A = 1;

    private final Vertx vertx = Vertx.vertx();
    private final Directory directory = new Directory("cluster.local", new OwnPods("n1", "N"));
    private int port;

    @BeforeEach
    void begins() throws IOException {
        directory.port(
                "default/web",
                "default/web/tcp-80/ipv4",
                Optional.of(Things.head("default/web/tcp-80/ipv4", List.of("10.96.0.10", "http"))));
        directory.name("data/db", Optional.of(Things.headless(many(40))));
        port = freePort();
        deploy(port, List.of());
    }

    private void deploy(int at, List<String> upstreams) {
        Await.done(
                vertx.deployVerticle(
                        new NameServer(
                                new Door(LOOPBACK, at, upstreams),
                                question -> Future.succeededFuture(directory.answer(question)))));
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.ofLiteral(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    private static List<String> many(int endpoints) {
        return IntStream.rangeClosed(1, endpoints)
                .mapToObj(n -> "db-%d=10.64.1.%d/n2/p%d/sql:5432".formatted(n, n, n))
                .toList();
    }

    @AfterEach
    void ends() {
        Await.done(vertx.close());
    }

    private DnsClient client(int at) {
        return vertx.createDnsClient(at, LOOPBACK);
    }

    @Test
    void answersWithTheAddressOfAService() {
        assertEquals(
                List.of("10.96.0.10"),
                Await.done(client(port).resolveA("web.default.svc.cluster.local")));
    }

    @Test
    void answersWithAPort() {
        var records =
                Await.done(client(port).resolveSRV("_http._tcp.web.default.svc.cluster.local"));
        assertEquals(1, records.size());
        SrvRecord record = records.getFirst();
        assertEquals(80, record.port());
        assertEquals("web.default.svc.cluster.local.", record.target() + ".");
    }

    @Test
    void saysThatThereIsNoSuchName() {
        assertEquals(DnsResponseCode.NXDOMAIN, refusal("no.default.svc.cluster.local"));
    }

    @Test
    void refusesNamesElsewhereWhenNobodyKnowsThem() {
        assertEquals(DnsResponseCode.REFUSED, refusal("example.com"));
    }

    private DnsResponseCode refusal(String name) {
        var failed =
                Await.done(
                        client(port)
                                .resolveA(name)
                                .map(_ -> Optional.<Throwable>empty())
                                .otherwise(Optional::of));
        return ((DnsException) failed.orElseThrow()).code();
    }

    @Test
    void passesNamesElsewhereOnToThoseWhoKnow() throws IOException {
        // Another cluster's names, asked of a server that has no such zone itself.
        var front = freePort();
        Await.done(
                vertx.deployVerticle(
                        new NameServer(
                                new Door(LOOPBACK, front, List.of(LOOPBACK + ":" + port)),
                                question ->
                                        Future.succeededFuture(
                                                new Directory("other.local", new OwnPods("n", "N"))
                                                        .answer(question)))));
        assertEquals(
                List.of("10.96.0.10"),
                Await.done(client(front).resolveA("web.default.svc.cluster.local")));
        assertEquals(40, counted(overStream(front, query("db.data.svc.cluster.local", A, 0))));
    }

    @Test
    void keepsTheSpellingOfTheQuestion() {
        var answer = overDatagram(query("WeB.default.svc.cluster.local", A, 0));
        assertTrue(answer.toString(ISO_8859_1).contains("WeB"));
        assertEquals(1, counted(answer));
    }

    @Test
    void whatDoesNotFitIsCutOffAndComesOverAStream() {
        var asked = query("db.data.svc.cluster.local", A, 0);
        var cut = overDatagram(asked);
        assertTrue(isTruncated(cut));
        assertTrue(cut.length() <= 512, () -> "got " + cut.length());
        var whole = overStream(port, asked);
        assertEquals(40, counted(whole));
        assertTrue(!isTruncated(whole));
    }

    @Test
    void whoCanTakeMoreGetsMore() {
        var answer = overDatagram(query("db.data.svc.cluster.local", A, 1232));
        assertEquals(40, counted(answer));
        assertTrue(!isTruncated(answer));
    }

    @Test
    void severalQuestionsInOneStreamAreAnswered() {
        var two =
                framed(query("web.default.svc.cluster.local", A, 0))
                        .appendBuffer(framed(query("db.data.svc.cluster.local", A, 0)));
        assertEquals(
                List.of(1, 40),
                streamed(port, two, 2).stream().map(NameServerTest::counted).toList());
    }

    @Test
    void whatIsNoQuestionIsSaidToBeNone() {
        // A name that points at itself, one that ends in the middle, a server's status.
        var pointing =
                header(0x0100).appendUnsignedByte((short) 0xC0).appendUnsignedByte((short) 12);
        assertEquals(1, code(overDatagram(pointing.appendInt(0x00010001))));
        assertEquals(1, code(overDatagram(header(0x0100).appendUnsignedByte((short) 30))));
        assertEquals(4, code(overDatagram(header(0x1000))));
        // The next one, on the same socket, is answered.
        assertEquals(0, code(overDatagram(query("web.default.svc.cluster.local", A, 0))));
    }

    @Test
    void waitsForAnAddressThatIsTaken() throws IOException {
        int taken;
        try (var other = new DatagramSocket(0, InetAddress.ofLiteral(LOOPBACK))) {
            taken = other.getLocalPort();
            deploy(taken, List.of());
        }
        var impatient =
                vertx.createDnsClient(
                        new DnsClientOptions()
                                .setHost(LOOPBACK)
                                .setPort(taken)
                                .setQueryTimeout(100));
        Await.until(
                () ->
                        !Await.done(
                                        impatient
                                                .resolveA("web.default.svc.cluster.local")
                                                .otherwise(List.of()))
                                .isEmpty(),
                () -> "no answer");
    }

    // --- bytes

    private static Buffer header(int flags) {
        return Buffer.buffer()
                .appendUnsignedShort(77)
                .appendUnsignedShort(flags)
                .appendUnsignedShort(1)
                .appendUnsignedShort(0)
                .appendUnsignedShort(0)
                .appendUnsignedShort(0);
    }

    private static Buffer query(String name, int type, int bytes) {
        var query = header(0x0100).setUnsignedShort(10, bytes > 0 ? 1 : 0);
        for (var label : name.split("\\.", -1)) {
            query.appendUnsignedByte((short) label.length()).appendString(label);
        }
        query.appendByte((byte) 0).appendUnsignedShort(type).appendUnsignedShort(1);
        if (bytes > 0) {
            query.appendByte((byte) 0)
                    .appendUnsignedShort(41)
                    .appendUnsignedShort(bytes)
                    .appendInt(0)
                    .appendUnsignedShort(0);
        }
        return query;
    }

    private static int counted(Buffer answer) {
        return answer.getUnsignedShort(6);
    }

    private static int code(Buffer answer) {
        return answer.getUnsignedShort(2) & 0xF;
    }

    private static boolean isTruncated(Buffer answer) {
        return (answer.getUnsignedShort(2) & 0x0200) != 0;
    }

    private Buffer overDatagram(Buffer query) {
        var answer = Promise.<Buffer>promise();
        var socket = vertx.createDatagramSocket();
        socket.handler(packet -> answer.tryComplete(packet.data()));
        var got = Await.done(socket.send(query, port, LOOPBACK).compose(_ -> answer.future()));
        Await.done(socket.close());
        assertEquals(77, got.getUnsignedShort(0));
        return got;
    }

    private Buffer overStream(int at, Buffer query) {
        return streamed(at, framed(query), 1).getFirst();
    }

    private List<Buffer> streamed(int at, Buffer bytes, int answers) {
        var all = new ArrayList<Buffer>();
        var done = Promise.<List<Buffer>>promise();
        var client = vertx.createNetClient();
        client.connect(at, LOOPBACK)
                .onSuccess(stream -> {
                    Frames.read(
                            stream,
                            answer -> {
                                all.add(answer);
                                if (all.size() == answers) {
                                    done.complete(all);
                                }
                            });
                    stream.write(bytes);
                })
                .onFailure(done::fail);
        return Await.done(done.future());
    }

    private static Buffer framed(Buffer message) {
        return Buffer.buffer().appendUnsignedShort(message.length()).appendBuffer(message);
    }
}
