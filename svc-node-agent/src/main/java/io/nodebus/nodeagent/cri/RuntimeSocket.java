package io.nodebus.nodeagent.cri;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/// Dials a container runtime on its unix socket with what the JDK has: no native library.
final class RuntimeSocket {
    /// As kubelet: about 11 000 containers in one list.
    private static final int LARGEST_MESSAGE_BYTES = 16 << 20;

    private RuntimeSocket() {}

    static ManagedChannel dial(Path socket, EventLoopGroup loops) {
        return NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .eventLoopGroup(loops)
                .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
                // gRPC asks for SO_KEEPALIVE, which a unix socket does not have.
                .withOption(ChannelOption.SO_KEEPALIVE, null)
                // A path is no valid :authority; Go's HTTP/2 server would refuse it.
                .overrideAuthority("localhost")
                .usePlaintext()
                // Nobody but blocking stubs listens, and those bring their own executor.
                .directExecutor()
                .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                .build();
    }
}
