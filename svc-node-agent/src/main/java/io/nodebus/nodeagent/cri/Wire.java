package io.nodebus.nodeagent.cri;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.nodebus.containerd.events.v1.EventsGrpc;
import io.nodebus.cri.v1.ImageServiceGrpc;
import io.nodebus.cri.v1.RuntimeServiceGrpc;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// One connection to the runtime: asks with a deadline and turns refusals into [RuntimeFailure].
final class Wire implements AutoCloseable {
    /// kubelet's `runtimeRequestTimeout`.
    static final Duration USUAL = Duration.ofMinutes(2);

    /// All objects of the CRI live in this namespace of containerd.
    static final String NAMESPACE = "k8s.io";

    private static final Metadata.Key<String> NAMESPACE_HEADER =
            Metadata.Key.of("containerd-namespace", Metadata.ASCII_STRING_MARSHALLER);

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ManagedChannel channel;
    private final RuntimeServiceGrpc.RuntimeServiceBlockingStub runtime;
    private final ImageServiceGrpc.ImageServiceBlockingStub images;
    private final EventsGrpc.EventsBlockingStub events;

    Wire(Path socket) {
        channel = RuntimeSocket.dial(socket, loops);
        runtime = RuntimeServiceGrpc.newBlockingStub(channel);
        images = ImageServiceGrpc.newBlockingStub(channel);
        var header = new Metadata();
        header.put(NAMESPACE_HEADER, NAMESPACE);
        events =
                EventsGrpc.newBlockingStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(header));
    }

    <A> A runtime(
            Duration deadline, Function<RuntimeServiceGrpc.RuntimeServiceBlockingStub, A> call) {
        return ask(() -> call.apply(runtime.withDeadlineAfter(deadline)));
    }

    <A> A runtime(Function<RuntimeServiceGrpc.RuntimeServiceBlockingStub, A> call) {
        return runtime(USUAL, call);
    }

    <A> A images(Function<ImageServiceGrpc.ImageServiceBlockingStub, A> call) {
        return ask(() -> call.apply(images.withDeadlineAfter(USUAL)));
    }

    /// For a pull, whose length nobody knows; it ends with the caller's thread at the latest.
    <A> A imagesWithoutDeadline(Function<ImageServiceGrpc.ImageServiceBlockingStub, A> call) {
        return ask(() -> call.apply(images));
    }

    EventsGrpc.EventsBlockingStub events() {
        hurry();
        return events;
    }

    /// gRPC waits up to two minutes between attempts to connect. A runtime that restarts is back
    /// within a second, and the socket is local: every call tries anew.
    private void hurry() {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
        }
    }

    private <A> A ask(Supplier<A> call) {
        hurry();
        try {
            return call.get();
        } catch (StatusRuntimeException refusal) {
            throw failure(refusal);
        }
    }

    private static RuntimeFailure failure(StatusRuntimeException refusal) {
        return new RuntimeFailure(kind(refusal), words(refusal), refusal);
    }

    /// What the runtime said, without gRPC's preface; when nobody said anything, what the socket
    /// did.
    static String words(StatusRuntimeException refusal) {
        var status = refusal.getStatus();
        var said = Optional.ofNullable(status.getDescription());
        var cause = Optional.ofNullable(status.getCause()).map(Throwable::getMessage);
        return status.getCode() == Status.Code.UNAVAILABLE
                ? "the container runtime does not answer: " + cause.or(() -> said).orElse("silence")
                : said.orElse(status.getCode().name());
    }

    private static RuntimeFailure.Kind kind(StatusRuntimeException refusal) {
        return switch (refusal.getStatus().getCode()) {
            case NOT_FOUND -> RuntimeFailure.Kind.NOT_FOUND;
            case UNAVAILABLE -> RuntimeFailure.Kind.UNAVAILABLE;
            case DEADLINE_EXCEEDED, CANCELLED -> RuntimeFailure.Kind.TIMEOUT;
            case OK,
                    UNKNOWN,
                    INVALID_ARGUMENT,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    INTERNAL,
                    DATA_LOSS,
                    UNAUTHENTICATED ->
                    RuntimeFailure.Kind.REFUSED;
        };
    }

    @Override
    public void close() {
        channel.shutdownNow();
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
