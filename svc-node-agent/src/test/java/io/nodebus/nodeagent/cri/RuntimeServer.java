package io.nodebus.nodeagent.cri;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/// A gRPC server on a unix socket that says what a test tells it to.
final class RuntimeServer implements AutoCloseable {
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Server server;

    RuntimeServer(Path socket, BindableService... services) throws IOException {
        var builder =
                NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                        .bossEventLoopGroup(loops)
                        .workerEventLoopGroup(loops)
                        .channelType(NioServerDomainSocketChannel.class)
                        .withChildOption(ChannelOption.SO_KEEPALIVE, null);
        for (var service : services) {
            builder.addService(service);
        }
        server = builder.build().start();
    }

    @Override
    public void close() {
        server.shutdownNow();
        var _ = loops.shutdownGracefully(0, 1, SECONDS).awaitUninterruptibly(2, SECONDS);
    }
}
