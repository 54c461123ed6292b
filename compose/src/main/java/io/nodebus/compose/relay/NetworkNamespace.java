package io.nodebus.compose.relay;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Somewhere sockets can be made: on the host, or in the network namespace of a process.
public sealed interface NetworkNamespace {

    /// Where this process is.
    record Host() implements NetworkNamespace {}

    /// Where another process is.
    record OfProcess(long pid) implements NetworkNamespace {}

    static NetworkNamespace host() {
        return new Host();
    }

    static NetworkNamespace of(long pid) {
        return new OfProcess(pid);
    }

    /// Something that makes a socket.
    @FunctionalInterface
    interface Maker<T> {
        T make() throws IOException;
    }

    /// Makes a socket in there. It may be used from anywhere afterwards.
    ///
    /// @throws IOException also when the process has ended
    default <T> T make(Maker<T> maker) throws IOException {
        return switch (this) {
            case Host() -> maker.make();
            case OfProcess(long pid) -> elsewhere(pid, maker);
        };
    }

    /// On a platform thread of its own, which moves into the namespace and ends there: threads that
    /// others use must never be found in another namespace.
    private static <T> T elsewhere(long pid, Maker<T> maker) throws IOException {
        var made = new CompletableFuture<T>();
        Thread.ofPlatform()
                .name("into-" + pid)
                .start(() -> {
                    try {
                        Setns.enter("/proc/" + pid + "/ns/net");
                        made.complete(maker.make());
                    } catch (IOException | RuntimeException | Error e) {
                        made.completeExceptionally(e);
                    }
                });
        try {
            return made.get();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted on the way into the network of " + pid, e);
        }
    }

    /// The three calls of libc that move a thread.
    @SuppressWarnings("restricted")
    final class Setns {
        private static final int CLONE_NEWNET = 0x40000000;
        private static final int O_RDONLY_CLOEXEC = 02000000;
        private static final Linker LINKER = Linker.nativeLinker();
        private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
        private static final StructLayout STATE = Linker.Option.captureStateLayout();
        private static final MethodHandle OPEN =
                LINKER.downcallHandle(
                        LINKER.defaultLookup().findOrThrow("open"),
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                        ERRNO,
                        Linker.Option.firstVariadicArg(2));
        private static final MethodHandle SETNS = function("setns", JAVA_INT, JAVA_INT);
        private static final MethodHandle CLOSE = function("close", JAVA_INT);

        private Setns() {}

        private static MethodHandle function(String name, MemoryLayout... arguments) {
            return LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow(name),
                    FunctionDescriptor.of(JAVA_INT, arguments),
                    ERRNO);
        }

        private static void enter(String file) throws IOException {
            try (var arena = Arena.ofConfined()) {
                var state = arena.allocate(STATE);
                var path = arena.allocateFrom(file);
                var fd = (int) OPEN.invokeExact(state, path, O_RDONLY_CLOEXEC);
                if (fd < 0) {
                    throw new IOException(
                            "open %s: errno %d".formatted(file, state.get(JAVA_INT, 0)));
                }
                var moved = (int) SETNS.invokeExact(state, fd, CLONE_NEWNET);
                var errno = state.get(JAVA_INT, 0);
                var _ = (int) CLOSE.invokeExact(state, fd);
                if (moved < 0) {
                    throw new IOException("setns %s: errno %d".formatted(file, errno));
                }
            } catch (IOException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
