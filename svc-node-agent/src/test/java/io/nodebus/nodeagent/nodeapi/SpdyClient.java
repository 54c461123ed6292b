package io.nodebus.nodeagent.nodeapi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// As much SPDY/3.1 as kubectl speaks: opens streams, writes to them, half-closes them, and keeps
/// what arrives on each until all that it waits for have ended.
final class SpdyClient {
    private final RawClient connection;
    private final EmbeddedChannel codec =
            new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
    private final Map<Integer, StringBuilder> received = new LinkedHashMap<>();
    private final Set<Integer> ended = new HashSet<>();
    private int next = 1;

    SpdyClient(RawClient connection) {
        this.connection = connection;
    }

    /// Opens a stream; returns its id.
    int open(String... headers) throws IOException {
        var id = next;
        next += 2;
        var frame = new DefaultSpdySynStreamFrame(id, 0, (byte) 0);
        for (var i = 0; i < headers.length; i += 2) {
            frame.headers().add(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
        }
        received.put(id, new StringBuilder());
        send(frame);
        return id;
    }

    void write(int stream, String text) throws IOException {
        send(
                new DefaultSpdyDataFrame(
                        stream, Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1)));
    }

    /// Nothing more will be written to it; it can still be read.
    void halfClose(int stream) throws IOException {
        send(new DefaultSpdyDataFrame(stream).setLast(true));
    }

    /// Everything that came on the stream, once the other side has ended it, or everything: the
    /// runtime says how a command ended and hangs up.
    String readToEnd(int stream) throws IOException {
        var block = new byte[8192];
        while (!ended.contains(stream)) {
            var read = connection.in().read(block);
            if (read < 0) {
                break;
            }
            codec.writeInbound(Unpooled.copiedBuffer(block, 0, read));
            for (var frame = codec.readInbound(); frame != null; frame = codec.readInbound()) {
                hear(frame);
            }
        }
        return String.valueOf(received.get(stream));
    }

    private void hear(Object frame) {
        if (frame instanceof SpdyDataFrame data) {
            var text = received.computeIfAbsent(data.streamId(), _ -> new StringBuilder());
            text.append(data.content().toString(StandardCharsets.ISO_8859_1));
            if (data.isLast()) {
                ended.add(data.streamId());
            }
        }
        ReferenceCountUtil.release(frame);
    }

    private void send(Object frame) throws IOException {
        codec.writeOutbound(frame);
        for (ByteBuf bytes = codec.readOutbound(); bytes != null; bytes = codec.readOutbound()) {
            bytes.readBytes(connection.socket().getOutputStream(), bytes.readableBytes());
            bytes.release();
        }
        connection.socket().getOutputStream().flush();
    }
}
