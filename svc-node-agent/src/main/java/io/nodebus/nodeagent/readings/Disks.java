package io.nodebus.nodeagent.readings;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.nodebus.nodeagent.usage.DiskUsage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.time.InstantSource;

/// File systems. `FileStore` knows no inodes, so `statvfs` is asked for all: one call, a few
/// microseconds.
public final class Disks {
    private static final int STATVFS_BYTES = 112;
    private static final int FRAGMENT = 8;
    private static final int BLOCKS = 16;
    private static final int FREE = 24;
    private static final int AVAILABLE = 32;
    private static final int INODES = 40;
    private static final int INODES_FREE = 48;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final MethodHandle STATVFS = statvfs();

    private final InstantSource clock;

    public Disks(InstantSource clock) {
        this.clock = clock;
    }

    /// The file system on which this file or folder is.
    public DiskUsage read(Path path) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            var answer = arena.allocate(STATVFS_BYTES, Long.BYTES);
            var failed =
                    (int) STATVFS.invokeExact(state, arena.allocateFrom(path.toString()), answer);
            if (failed != 0) {
                throw new IOException("statvfs " + path + ": errno " + state.get(JAVA_INT, 0));
            }
            return usage(answer);
        } catch (IOException | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("statvfs throws nothing", impossible);
        }
    }

    private DiskUsage usage(MemorySegment answer) {
        var block = answer.get(JAVA_LONG, FRAGMENT);
        var blocks = answer.get(JAVA_LONG, BLOCKS);
        return new DiskUsage(
                clock.instant(),
                blocks * block,
                (blocks - answer.get(JAVA_LONG, FREE)) * block,
                answer.get(JAVA_LONG, AVAILABLE) * block,
                answer.get(JAVA_LONG, INODES),
                answer.get(JAVA_LONG, INODES_FREE));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle statvfs() {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("statvfs"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS),
                Linker.Option.captureCallState("errno"));
    }
}
