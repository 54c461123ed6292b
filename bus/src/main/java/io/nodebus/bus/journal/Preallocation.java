package io.nodebus.bus.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Takes disk before it is needed: `fallocate`, or zeros where the file system knows no such call.
final class Preallocation {
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int ENOSPC = 28;
    private static final int EDQUOT = 122;
    private static final int EFBIG = 27;

    private static final MemoryLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final long ERRNO =
            CAPTURED.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN =
            handle(
                    "open",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2),
                    Linker.Option.captureCallState("errno"));
    private static final MethodHandle FALLOCATE =
            handle(
                    "fallocate",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG),
                    Linker.Option.captureCallState("errno"));
    private static final MethodHandle CLOSE =
            handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private Preallocation() {}

    @SuppressWarnings("restricted")
    private static MethodHandle handle(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape, options);
    }

    /// Makes sure that every byte of the file has its place on the disk. Bytes that are there stay.
    ///
    /// @throws IOException naming the path, the size and the errno
    static void take(Path file, FileChannel channel, long bytes) throws IOException {
        var errno = fallocate(file, bytes);
        switch (errno) {
            case 0 -> {}
            case ENOSPC, EDQUOT, EFBIG -> throw noRoom(file, bytes, errno, null);
            default -> {
                try {
                    zeros(channel, bytes);
                } catch (IOException e) {
                    throw noRoom(file, bytes, errno, e);
                }
            }
        }
    }

    /// 0, or the errno of the call that failed. The file is opened once more because Java does not
    /// hand out the descriptor it has.
    static int fallocate(Path file, long bytes) {
        try (var arena = Arena.ofConfined()) {
            var captured = arena.allocate(CAPTURED);
            var fd =
                    (int)
                            OPEN.invokeExact(
                                    captured,
                                    arena.allocateFrom(file.toString()),
                                    O_RDWR | O_CLOEXEC);
            if (fd < 0) {
                return errno(captured);
            }
            var result = (int) FALLOCATE.invokeExact(captured, fd, 0, 0L, bytes);
            // Only meaningful after -1: a success leaves the errno of an older failure behind.
            var errno = result == 0 ? 0 : errno(captured);
            var _ = (int) CLOSE.invokeExact(fd);
            return errno;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("fallocate cannot be called", e);
        }
    }

    private static int errno(MemorySegment captured) {
        return captured.get(ValueLayout.JAVA_INT, ERRNO);
    }

    static void zeros(FileChannel channel, long bytes) throws IOException {
        var zeros = ByteBuffer.allocateDirect(64 * 1024);
        for (var at = channel.size(); at < bytes; ) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
            at += channel.write(zeros, at);
        }
        channel.force(true);
    }

    private static IOException noRoom(
            Path file, long bytes, int errno, @Nullable IOException zeros) {
        return new IOException(
                "journal %s cannot take its %d bytes: fallocate says errno %d%s%s"
                        .formatted(
                                file,
                                bytes,
                                errno,
                                zeros == null ? "" : ", writing zeros says " + zeros.getMessage(),
                                "; free that much or choose a smaller journal"),
                zeros);
    }
}
