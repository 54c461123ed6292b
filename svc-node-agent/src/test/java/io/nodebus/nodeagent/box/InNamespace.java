package io.nodebus.nodeagent.box;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs something on a platform thread that has moved into the network of a box. Threads started
/// from there are in that network too; the rest of the JVM is not.
@SuppressWarnings("restricted")
public final class InNamespace {
    private static final int CLONE_NEWNET = 0x40000000;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("open"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS = call("setns", JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = call("close", JAVA_INT);

    private InNamespace() {}

    /// What may throw anything, as a test does.
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    public static void run(NodeBox box, Work work) throws Exception {
        run(box.init(), work);
    }

    /// In the network of a process.
    static void run(long process, Work work) throws Exception {
        var done = new CompletableFuture<Boolean>();
        Thread.ofPlatform()
                .daemon()
                .name("in-box")
                .start(() -> {
                    try {
                        enter("/proc/" + process + "/ns/net");
                        work.run();
                        done.complete(true);
                    } catch (Throwable thrown) {
                        done.completeExceptionally(thrown);
                    }
                });
        var _ = done.get(2, TimeUnit.MINUTES);
    }

    private static void enter(String file) throws Throwable {
        try (var arena = Arena.ofConfined()) {
            var fd = (int) OPEN.invokeExact(arena.allocateFrom(file), 0);
            var moved = fd < 0 ? -1 : (int) SETNS.invokeExact(fd, CLONE_NEWNET);
            var _ = (int) CLOSE.invokeExact(fd);
            if (moved != 0) {
                throw new IllegalStateException("cannot enter " + file);
            }
        }
    }

    private static MethodHandle call(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, arguments));
    }
}
