package io.nodebus.nodeagent.netfilter.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/// A netfilter socket, of the network namespace in which it was opened. The kernel has done what it
/// was sent when sending returns, and all its answers can be received by then.
@SuppressWarnings("restricted")
final class NetlinkSocket implements AutoCloseable {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO_AT =
            STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET =
            call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SEND =
            call("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECEIVE =
            call("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SET_OPTION =
            call(
                    "setsockopt",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE =
            call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_NETFILTER = 12;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SOL_NETLINK = 270;
    private static final int ADD_MEMBERSHIP = 1;
    private static final int CAP_ACK = 10;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int RECEIVE_BYTES = 8 << 20;
    private static final int DATAGRAM_BYTES = 1 << 18;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(STATE);
    private final MemorySegment in = arena.allocate(DATAGRAM_BYTES, 8);
    private final ByteBuffer received = in.asByteBuffer().order(ByteOrder.nativeOrder());
    private final int fd;
    private int sendBytes;

    NetlinkSocket() {
        fd =
                (int)
                        called(() ->
                                (int)
                                        SOCKET.invokeExact(
                                                state,
                                                AF_NETLINK,
                                                SOCK_RAW_CLOEXEC,
                                                NETLINK_NETFILTER));
        if (fd < 0) {
            var errno = errno();
            arena.close();
            throw new KernelFailure("no netlink socket: " + Errno.text(errno));
        }
        option(SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BYTES);
        option(SOL_NETLINK, CAP_ACK, 1);
    }

    /// From now on it also receives what happens in a group. It must have sent something before: a
    /// socket without a port id hears nothing.
    void join(int group) {
        option(SOL_NETLINK, ADD_MEMBERSHIP, group);
    }

    void send(ByteBuffer messages) {
        var bytes = messages.remaining();
        if (bytes > sendBytes) {
            sendBytes = Math.max(bytes, 1 << 20);
            option(SOL_SOCKET, SO_SNDBUFFORCE, sendBytes);
        }
        var out = MemorySegment.ofBuffer(messages);
        var sent = called(() -> (long) SEND.invokeExact(state, fd, out, (long) bytes, 0));
        if (sent != bytes) {
            throw new KernelFailure("cannot send: " + Errno.text(errno()));
        }
    }

    /// Everything that can be received now. Returns false when something was lost because it was
    /// too much.
    boolean receive(Consumer<NetlinkReader> each) {
        var complete = true;
        while (true) {
            var bytes =
                    called(() ->
                            (long) RECEIVE.invokeExact(state, fd, in, in.byteSize(), MSG_DONTWAIT));
            if (bytes < 0) {
                switch (errno()) {
                    case Errno.EAGAIN -> {
                        return complete;
                    }
                    case Errno.ENOBUFS -> complete = false;
                    case Errno.EINTR -> {}
                    default -> throw new KernelFailure("cannot receive: " + Errno.text(errno()));
                }
            }
            for (int at = 0; at < bytes; ) {
                var message = new NetlinkReader(received, at);
                each.accept(message);
                at += message.length() + 3 & ~3;
            }
        }
    }

    private void option(int level, int name, int value) {
        try (var scratch = Arena.ofConfined()) {
            var pointer = scratch.allocateFrom(JAVA_INT, value);
            var set =
                    called(() -> (int) SET_OPTION.invokeExact(state, fd, level, name, pointer, 4));
            if (set != 0) {
                throw new KernelFailure(
                        "cannot set netlink option %d: %s".formatted(name, Errno.text(errno())));
            }
        }
    }

    private int errno() {
        return state.get(JAVA_INT, ERRNO_AT);
    }

    @Override
    public void close() {
        var _ = called(() -> (int) CLOSE.invokeExact(state, fd));
        arena.close();
    }

    private static MethodHandle call(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, ERRNO);
    }

    @FunctionalInterface
    private interface Call {
        long made() throws Throwable;
    }

    private static long called(Call call) {
        try {
            return call.made();
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
