package io.nodebus.compose.streaming;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.util.ReferenceCountUtil;
import io.nodebus.compose.client.Refusal;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.client.Server.NoServer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// One connection to svc-api, upgraded to SPDY/3.1, with streams that either side may close
/// half-way. Owned by one Netty event loop; callers are other threads. Netty's handler for SPDY
/// sessions is left out: it waits for window updates, and the servers here never send one.
public final class SpdyConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int LARGEST_CHUNK = 32 * 1024;

    private final MultiThreadIoEventLoopGroup loops;
    private final Channel channel;
    private final Map<Integer, Stream> streams = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private int nextStream = 1;

    /// What arrives on a stream. Called on the event loop; must not block it for long.
    public interface Reader {
        void bytes(byte[] bytes);

        /// The other side says no more on this stream.
        void end();
    }

    /// One stream of this connection.
    public final class Stream {
        private final int id;
        private final Reader reader;
        private final CompletableFuture<Void> accepted = new CompletableFuture<>();

        private Stream(int id, Reader reader) {
            this.id = id;
            this.reader = reader;
        }

        /// Blocks until the connection has taken it: that is the back-pressure.
        ///
        /// @return false when the connection has ended: whatever it was for is over
        public boolean write(byte[] bytes, int length) {
            var taken = true;
            for (var from = 0; taken && from < length; from += LARGEST_CHUNK) {
                var n = Math.min(LARGEST_CHUNK, length - from);
                taken = send(new DefaultSpdyDataFrame(id, Unpooled.copiedBuffer(bytes, from, n)));
            }
            return taken;
        }

        /// No more from us on this stream; the other direction stays open.
        public boolean closeWrite() {
            var last = new DefaultSpdyDataFrame(id, Unpooled.EMPTY_BUFFER);
            last.setLast(true);
            return send(last);
        }
    }

    private SpdyConnection(MultiThreadIoEventLoopGroup loops, Channel channel) {
        this.loops = loops;
        this.channel = channel;
    }

    /// Connects and upgrades.
    ///
    /// @param path with query
    /// @param protocol of the streams, e.g. `v4.channel.k8s.io`
    /// @throws Refusal with what the server said instead
    /// @throws NoServer when nobody answers
    public static SpdyConnection open(Server server, String path, String protocol) {
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var upgrade = new Upgrade(request(server, path, protocol));
        try {
            var tls =
                    new JdkSslContext(
                            server.trust(),
                            true,
                            null,
                            IdentityCipherSuiteFilter.INSTANCE,
                            ApplicationProtocolConfig.DISABLED,
                            ClientAuth.NONE,
                            null,
                            false);
            var host = server.address().getHost();
            var port = server.address().getPort();
            var channel =
                    new Bootstrap()
                            .group(loops)
                            .channel(NioSocketChannel.class)
                            .option(
                                    io.netty.channel.ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                    CONNECT_MILLIS)
                            .handler(
                                    new ChannelInitializer<>() {
                                        @Override
                                        protected void initChannel(Channel channel) {
                                            channel.pipeline()
                                                    .addLast(
                                                            tls.newHandler(
                                                                    channel.alloc(), host, port))
                                                    .addLast("upgrade", upgrade);
                                        }
                                    })
                            .connect(host, port)
                            .syncUninterruptibly()
                            .channel();
            var connection = new SpdyConnection(loops, channel);
            upgrade.done.join();
            connection.startSpdy();
            return connection;
        } catch (RuntimeException e) {
            var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e.getCause() instanceof Refusal refusal
                    ? refusal
                    : new NoServer(
                            "%s did not answer: %s".formatted(server.address(), e.getMessage()), e);
        } catch (Exception e) {
            // Netty throws a refused connection as it is, declared nowhere.
            var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new NoServer(
                    "nobody answers at %s: is the plane running? ./nodebus up starts it"
                            .formatted(server.address()),
                    e);
        }
    }

    private static String request(Server server, String path, String protocol) {
        return """
        POST %s HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Connection: Upgrade\r
        Upgrade: SPDY/3.1\r
        X-Stream-Protocol-Version: %s\r
        Content-Length: 0\r
        \r
        """
                .formatted(path, server.address().getAuthority(), server.token(), protocol)
                .replace("\r\r\n", "\r\n");
    }

    private void startSpdy() {
        channel.eventLoop()
                .submit(() -> {
                    channel.pipeline()
                            .addLast(new SpdyFrameCodec(SpdyVersion.SPDY_3_1))
                            .addLast(new Demultiplexer());
                    channel.pipeline().remove("upgrade");
                })
                .syncUninterruptibly();
        channel.closeFuture()
                .addListener(_ -> {
                    var ended = new Broken("the connection ended");
                    for (var stream : streams.values()) {
                        stream.accepted.completeExceptionally(ended);
                        stream.reader.end();
                    }
                    closed.complete(null);
                });
    }

    private boolean send(Object frame) {
        return channel.writeAndFlush(frame).awaitUninterruptibly().isSuccess();
    }

    /// Opens a stream and waits until the other side has taken it.
    ///
    /// @param headers as in `streamtype: stdin`
    /// @throws Broken when it refuses, or the connection ends
    public synchronized Stream open(Map<String, String> headers, Reader reader) {
        var id = nextStream;
        nextStream += 2;
        var stream = new Stream(id, reader);
        streams.put(id, stream);
        var syn = new DefaultSpdySynStreamFrame(id, 0, (byte) 0);
        headers.forEach(
                (name, value) -> syn.headers().set(name.toLowerCase(java.util.Locale.ROOT), value));
        if (!send(syn)) {
            throw new Broken("the connection ended");
        }
        try {
            stream.accepted.orTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS).join();
            return stream;
        } catch (CompletionException e) {
            throw new Broken(
                    e.getCause() instanceof Broken broken
                            ? String.valueOf(broken.getMessage())
                            : "the other side does not take the stream");
        }
    }

    /// Completes when the connection has ended, whoever ended it.
    public CompletableFuture<Void> closed() {
        return closed;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /// The connection stood, and does no longer.
    public static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }
    }

    /// Sends the request and reads the answer's head; what follows it is SPDY already and passed
    /// on.
    private static final class Upgrade extends ChannelInboundHandlerAdapter {
        private static final int LARGEST_HEAD = 64 * 1024;
        private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
        private static final Pattern LENGTH =
                Pattern.compile("(?i)\r\ncontent-length: *(\\d{1,9})\r\n");

        private final String request;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final ByteBuf head = Unpooled.buffer();
        private boolean upgraded;

        Upgrade(String request) {
            this.request = request;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            var _ = context.writeAndFlush(Unpooled.copiedBuffer(request, ISO_8859_1));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            head.writeBytes((ByteBuf) message);
            ReferenceCountUtil.release(message);
            var text = head.toString(UTF_8);
            var end = text.indexOf("\r\n\r\n");
            if (!upgraded && end >= 0 && text.startsWith("HTTP/1.1 101")) {
                head.skipBytes(end + 4);
                upgraded = true;
                done.complete(null);
            } else if (!upgraded && (isWhole(text, end) || head.readableBytes() > LARGEST_HEAD)) {
                var _ = context.close();
            }
        }

        private static boolean isWhole(String text, int end) {
            var length = LENGTH.matcher(text);
            return end >= 0
                    && length.find()
                    && text.length() - end - 4 >= Integer.parseInt(length.group(1));
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            if (head.isReadable()) {
                context.fireChannelRead(head);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            done.completeExceptionally(refusal());
            context.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            done.completeExceptionally(cause);
            var _ = context.close();
        }

        private Refusal refusal() {
            var text = head.toString(UTF_8);
            var end = text.indexOf("\r\n\r\n");
            var status = STATUS.matcher(text);
            return Refusal.answered(
                    status.lookingAt() ? Integer.parseInt(status.group(1)) : 0,
                    (end < 0 || end + 4 >= text.length()
                                    ? text.lines()
                                            .findFirst()
                                            .orElse("the server closed the connection")
                                    : text.substring(end + 4))
                            .getBytes(UTF_8));
        }
    }

    private final class Demultiplexer extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                switch (message) {
                    case SpdyDataFrame data -> {
                        var stream = streams.get(data.streamId());
                        if (stream == null) {
                            return;
                        }
                        if (data.content().isReadable()) {
                            var bytes = new byte[data.content().readableBytes()];
                            data.content().readBytes(bytes);
                            stream.reader.bytes(bytes);
                        }
                        if (data.isLast()) {
                            end(data.streamId());
                        }
                    }
                    case SpdySynReplyFrame reply -> {
                        var stream = streams.get(reply.streamId());
                        if (stream != null) {
                            stream.accepted.complete(null);
                            if (reply.isLast()) {
                                end(reply.streamId());
                            }
                        }
                    }
                    case SpdyRstStreamFrame reset -> {
                        var stream = streams.get(reset.streamId());
                        if (stream != null) {
                            stream.accepted.completeExceptionally(
                                    new Broken("the stream was refused: " + reset.status()));
                            end(reset.streamId());
                        }
                    }
                    // Pings of the server have even numbers.
                    case SpdyPingFrame ping when ping.id() % 2 == 0 -> {
                        var _ = context.writeAndFlush(new DefaultSpdyPingFrame(ping.id()));
                    }
                    default -> {}
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private void end(int id) {
            var stream = streams.remove(id);
            if (stream != null) {
                stream.reader.end();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
