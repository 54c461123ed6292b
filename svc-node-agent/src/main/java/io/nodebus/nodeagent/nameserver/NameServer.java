package io.nodebus.nodeagent.nameserver;

import io.nodebus.nodeagent.names.Question;
import io.nodebus.nodeagent.names.Reply;
import io.nodebus.nodeagent.names.Reply.Code;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers DNS on one address of this node, over datagrams and over streams. Confined to its own
/// Vert.x context; names are looked up where they are known.
///
/// The address may not be there yet, or may be taken: it is tried again until it can be had.
public final class NameServer extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(NameServer.class);
    private static final int IDLE_SECONDS = 10;
    private static final int MOST_STREAMS = 256;
    private static final long RETRY_MILLIS = 500;

    private final Door door;
    private final Function<Question, Future<Reply>> names;
    private @Nullable Elsewhere elsewhere;
    private @Nullable DatagramSocket datagrams;
    private @Nullable NetServer streams;
    private int streamsOpen;
    private String trouble = "";

    /// Where it answers.
    ///
    /// @param upstreams who knows names elsewhere, `HOST` or `HOST:PORT`; nobody if empty
    public record Door(String address, int port, List<String> upstreams) {
        public Door {
            upstreams = List.copyOf(upstreams);
        }
    }

    /// @param names answers a question; what it refuses and is not ours is asked elsewhere
    public NameServer(Door door, Function<Question, Future<Reply>> names) {
        this.door = door;
        this.names = names;
    }

    @Override
    public Future<?> start() {
        elsewhere = new Elsewhere(vertx, door.upstreams());
        return listen().recover(cause -> {
            listenLater(cause);
            return Future.succeededFuture();
        });
    }

    private Future<Void> listen() {
        var socket = vertx.createDatagramSocket().handler(this::asked);
        var server =
                vertx.createNetServer(new NetServerOptions().setIdleTimeout(IDLE_SECONDS))
                        .connectHandler(this::connected);
        datagrams = socket;
        streams = server;
        return socket.listen(door.port(), door.address())
                .compose(_ -> server.listen(door.port(), door.address()))
                .onSuccess(_ ->
                        LOG.atInfo()
                                .addKeyValue("address", door.address())
                                .addKeyValue("port", door.port())
                                .log("answers for names"))
                .mapEmpty();
    }

    private void listenLater(Throwable cause) {
        if (!trouble.equals(cause.toString())) {
            trouble = cause.toString();
            LOG.atWarn()
                    .addKeyValue("address", door.address())
                    .addKeyValue("port", door.port())
                    .addKeyValue("because", trouble)
                    .log("cannot answer for names yet; trying again");
        }
        close().onComplete(_ ->
                vertx.setTimer(RETRY_MILLIS, _ -> listen().onFailure(this::listenLater)));
    }

    private void asked(DatagramPacket packet) {
        answer(packet.data(), false)
                .onSuccess(answer -> {
                    if (datagrams != null) {
                        datagrams.send(answer, packet.sender().port(), packet.sender().host());
                    }
                });
    }

    private void connected(NetSocket stream) {
        if (streamsOpen >= MOST_STREAMS) {
            stream.close();
            return;
        }
        streamsOpen++;
        stream.closeHandler(_ -> streamsOpen--);
        // What somebody breaks off needs no word.
        stream.exceptionHandler(_ -> stream.close());
        Frames.read(
                stream,
                message ->
                        answer(message, true)
                                .onSuccess(answer -> Frames.write(stream, answer))
                                .onFailure(_ -> stream.close()));
    }

    /// Fails when the message asks nothing.
    private Future<Buffer> answer(Buffer message, boolean stream) {
        var query = QueryReader.read(message.getBytes());
        if (query.isEmpty()) {
            return Future.failedFuture("it asks nothing");
        }
        return reply(query.get())
                .compose(reply -> said(message, query.get(), reply, stream))
                .recover(_ ->
                        Future.succeededFuture(
                                written(query.get(), Reply.of(Code.SERVFAIL), stream)));
    }

    private Future<Reply> reply(Query query) {
        return query.fault()
                .map(fault -> Future.succeededFuture(Reply.of(fault)))
                .or(() -> query.question().map(names))
                .orElseGet(() -> Future.succeededFuture(Reply.of(Code.FORMERR)));
    }

    private Future<Buffer> said(Buffer message, Query query, Reply reply, boolean stream) {
        var known = Optional.ofNullable(elsewhere).filter(Elsewhere::isKnown);
        return known.isPresent() && query.fault().isEmpty() && reply.isElsewhere()
                ? known.get().ask(message, stream)
                : Future.succeededFuture(written(query, reply, stream));
    }

    private Buffer written(Query query, Reply reply, boolean stream) {
        return Buffer.buffer(
                ReplyWriter.write(
                        query,
                        reply,
                        !door.upstreams().isEmpty(),
                        stream ? ReplyWriter.MOST_BYTES : query.bytes()));
    }

    @Override
    public Future<?> stop() {
        return close().compose(
                        _ -> elsewhere == null ? Future.succeededFuture() : elsewhere.close());
    }

    private Future<Void> close() {
        var socket = datagrams;
        var server = streams;
        datagrams = null;
        streams = null;
        return Future.join(
                        socket == null ? Future.succeededFuture() : socket.close(),
                        server == null ? Future.succeededFuture() : server.close())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
