package io.nodebus.nodeagent.nameserver;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Those who know names outside the zone. A message goes to them as it came, under a number of our
/// own that nobody can guess, and so does what they say. Confined to the context that made it.
final class Elsewhere {
    private static final long PATIENCE_MILLIS = 2_000;
    private static final int DNS = 53;
    private static final int MOST_WAITING = 4_096;
    private static final int NUMBERS = 1 << 16;

    private final Vertx vertx;
    private final List<SocketAddress> upstreams;
    private final SecureRandom dice = new SecureRandom();
    private final Map<Integer, Waiting> waiting = new HashMap<>();
    private @Nullable DatagramSocket socket;

    private record Waiting(SocketAddress upstream, short number, Promise<Buffer> answer) {}

    /// @param upstreams `HOST` or `HOST:PORT`
    Elsewhere(Vertx vertx, List<String> upstreams) {
        this.vertx = vertx;
        this.upstreams = upstreams.stream().map(Elsewhere::address).toList();
    }

    private static SocketAddress address(String upstream) {
        var colon = upstream.indexOf(':');
        var port = colon > 0 && colon == upstream.lastIndexOf(':');
        return port
                ? SocketAddress.inetSocketAddress(
                        Integer.parseInt(upstream.substring(colon + 1)),
                        upstream.substring(0, colon))
                : SocketAddress.inetSocketAddress(DNS, upstream);
    }

    boolean isKnown() {
        return !upstreams.isEmpty();
    }

    /// Asks one after the other. Fails when none of them answers.
    ///
    /// @param stream whether the asker came over a stream, and can take more than a datagram
    Future<Buffer> ask(Buffer message, boolean stream) {
        return ask(message, stream, 0);
    }

    private Future<Buffer> ask(Buffer message, boolean stream, int which) {
        var upstream = upstreams.get(which);
        var asked = stream ? overStream(message, upstream) : overDatagram(message, upstream);
        return which + 1 < upstreams.size()
                ? asked.recover(_ -> ask(message, stream, which + 1))
                : asked;
    }

    private Future<Buffer> overDatagram(Buffer message, SocketAddress upstream) {
        var number = dice.nextInt(NUMBERS);
        if (waiting.size() >= MOST_WAITING || waiting.containsKey(number)) {
            return Future.failedFuture("too many are waiting for names elsewhere");
        }
        var answer = Promise.<Buffer>promise();
        waiting.put(number, new Waiting(upstream, message.getShort(0), answer));
        var timer = vertx.setTimer(PATIENCE_MILLIS, _ -> answer.tryFail("no answer in time"));
        socket().send(message.copy().setShort(0, (short) number), upstream.port(), upstream.host())
                .onFailure(answer::tryFail);
        return answer.future()
                .onComplete(_ -> {
                    vertx.cancelTimer(timer);
                    waiting.remove(number);
                });
    }

    private DatagramSocket socket() {
        if (socket == null) {
            socket = vertx.createDatagramSocket().handler(this::heard);
        }
        return socket;
    }

    private void heard(DatagramPacket packet) {
        var message = packet.data();
        if (message.length() < Short.BYTES) {
            return;
        }
        var asked = waiting.get(message.getUnsignedShort(0));
        if (asked != null && isFrom(packet.sender(), asked.upstream())) {
            asked.answer().tryComplete(message.copy().setShort(0, asked.number()));
        }
    }

    private static boolean isFrom(SocketAddress sender, SocketAddress upstream) {
        return sender.port() == upstream.port() && sender.hostAddress().equals(upstream.host());
    }

    private Future<Buffer> overStream(Buffer message, SocketAddress upstream) {
        var client =
                vertx.createNetClient(
                        new NetClientOptions().setConnectTimeout((int) PATIENCE_MILLIS));
        var answer = Promise.<Buffer>promise();
        var timer = vertx.setTimer(PATIENCE_MILLIS, _ -> answer.tryFail("no answer in time"));
        client.connect(upstream)
                .onSuccess(connected -> {
                    Frames.read(connected, answer::tryComplete);
                    connected.closeHandler(_ -> answer.tryFail("closed without an answer"));
                    Frames.write(connected, message);
                })
                .onFailure(answer::tryFail);
        return answer.future()
                .onComplete(_ -> {
                    vertx.cancelTimer(timer);
                    client.close();
                });
    }

    Future<Void> close() {
        return socket == null ? Future.succeededFuture() : socket.close();
    }
}
