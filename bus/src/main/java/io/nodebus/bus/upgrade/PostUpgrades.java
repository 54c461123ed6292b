package io.nodebus.bus.upgrade;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// Lets kubectl upgrade. It does so with POST, and Vert.x makes a socket of GET and CONNECT only;
/// to an upgrade both mean the same, here and at the node. So a POST that wants to be upgraded is
/// read as a GET. The one place that looks below Vert.x: its public API has no word for it.
@ChannelHandler.Sharable
public final class PostUpgrades extends ChannelInboundHandlerAdapter {
    private static final String DECODER = "httpDecoder";
    private static final PostUpgrades ALL = new PostUpgrades();

    private PostUpgrades() {}

    /// Give it to the server as its `connectionHandler`.
    public static void on(HttpConnection connection) {
        if (connection instanceof ConnectionBase http
                && http.channel().pipeline().get(DECODER) != null) {
            http.channel().pipeline().addAfter(DECODER, "upgrades", ALL);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request
                && request.method().equals(HttpMethod.POST)
                && request.headers().contains(HttpHeaderNames.UPGRADE)) {
            request.setMethod(HttpMethod.GET);
        }
        context.fireChannelRead(message);
    }
}
