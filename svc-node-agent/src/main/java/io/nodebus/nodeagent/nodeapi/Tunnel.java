package io.nodebus.nodeagent.nodeapi;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/// Joins a client that wants to upgrade and the runtime's streaming server: the handshake is passed
/// on as HTTP, then bytes flow both ways as they are, SPDY and websocket alike. So what the two say
/// about the ends of streams (stdin's half-close) arrives too. Confined to the request's context.
final class Tunnel {
    private static final int LARGEST_HEAD_BYTES = 16 << 10;
    private static final String END_OF_HEAD = "\r\n\r\n";

    /// The client's secret stays here; the address is another.
    private static final Set<String> NOT_PASSED_ON = Set.of("authorization", "host");

    private final NetClient net;
    private final HttpServerRequest request;
    private final URI target;

    Tunnel(NetClient net, HttpServerRequest request, URI target) {
        this.net = net;
        this.request = request;
        this.target = target;
    }

    /// Returns at once; what goes wrong later is said to the client.
    void open() {
        net.connect(target.getPort(), target.getHost())
                .onSuccess(this::shakeHands)
                .onFailure(refused ->
                        end(
                                502,
                                "the runtime's streaming server at "
                                        + target.getAuthority()
                                        + " does not answer: "
                                        + refused.getMessage()));
    }

    private void shakeHands(NetSocket upstream) {
        var received = Buffer.buffer();
        upstream.handler(bytes -> {
            received.appendBuffer(bytes);
            var head = received.toString("ISO-8859-1").indexOf(END_OF_HEAD);
            if (head >= 0) {
                upstream.pause();
                upstream.handler(null);
                answered(
                        upstream,
                        ResponseHead.parse(received.getString(0, head, "ISO-8859-1")),
                        received.getBuffer(head + END_OF_HEAD.length(), received.length()));
            } else if (received.length() > LARGEST_HEAD_BYTES) {
                var _ = upstream.close();
            }
        });
        upstream.closeHandler(_ -> end(502, "the runtime's streaming server hung up"));
        var _ = upstream.write(handshake());
    }

    private Buffer handshake() {
        var head =
                new StringBuilder()
                        .append(request.method())
                        .append(' ')
                        .append(target.getRawPath())
                        .append(target.getRawQuery() == null ? "" : "?" + target.getRawQuery())
                        .append(" HTTP/1.1\r\nHost: ")
                        .append(target.getAuthority());
        request.headers()
                .forEach((name, value) -> {
                    if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                        head.append("\r\n").append(name).append(": ").append(value);
                    }
                });
        return Buffer.buffer(head.append(END_OF_HEAD).toString());
    }

    private void answered(NetSocket upstream, ResponseHead head, Buffer first) {
        upstream.closeHandler(null);
        head.headers().forEach(h -> request.response().headers().add(h.getKey(), h.getValue()));
        if (head.status() != 101) {
            request.response().headers().remove("transfer-encoding").remove("content-length");
            end(head.status(), first.toString().strip());
            var _ = upstream.close();
            return;
        }
        onTheClientsLoop(() ->
                request.toNetSocket()
                        .onSuccess(client -> join(client, upstream, first))
                        .onFailure(_ -> upstream.close()));
    }

    /// The answer and the end of HTTP are one step there. From another loop they are two, and what
    /// the client sends between them is lost.
    private void onTheClientsLoop(Runnable step) {
        if (request.connection() instanceof ConnectionBase client) {
            client.context().runOnContext(_ -> step.run());
        } else {
            step.run();
        }
    }

    private static void join(NetSocket client, NetSocket upstream, Buffer first) {
        if (first.length() > 0) {
            var _ = client.write(first);
        }
        var _ = upstream.pipeTo(client);
        var _ = client.pipeTo(upstream);
    }

    private void end(int status, String text) {
        if (!request.response().ended()) {
            var _ = request.response().setStatusCode(status).end(text + "\n");
        }
    }
}
