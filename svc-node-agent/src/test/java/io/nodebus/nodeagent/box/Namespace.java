package io.nodebus.nodeagent.box;

import io.nodebus.nodeagent.await.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A network of its own, with nothing in it but a loopback that is up. It lasts as long as a
/// process that only waits.
public final class Namespace implements AutoCloseable {
    private static final Path HERE = Path.of("/proc/self/ns/net");

    private final Process holder;

    private Namespace(Process holder) {
        this.holder = holder;
    }

    public static Namespace open() {
        try {
            var namespace = new Namespace(new ProcessBuilder("unshare", "--net", "cat").start());
            Await.until("a network of its own", namespace::isApart);
            namespace.sh("ip link set lo up");
            return namespace;
        } catch (IOException impossible) {
            throw new UncheckedIOException("cannot make a network namespace", impossible);
        }
    }

    private boolean isApart() {
        try {
            return !Files.readSymbolicLink(file()).equals(Files.readSymbolicLink(HERE));
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path file() {
        return Path.of("/proc", Long.toString(pid()), "ns/net");
    }

    public long pid() {
        return holder.pid();
    }

    /// Runs a shell in there; one that fails throws what it printed.
    public String sh(String script) {
        return Shell.run(
                Path.of("/"), List.of("nsenter", "--net=" + file(), "bash", "-ec", script));
    }

    public void run(InNamespace.Work work) throws Exception {
        InNamespace.run(pid(), work);
    }

    /// What a test wants of somebody in there.
    @FunctionalInterface
    public interface Question<A> {
        A ask() throws Exception;
    }

    public <A> A ask(Question<A> question) throws Exception {
        var answer = new AtomicReference<@Nullable A>();
        run(() -> answer.set(question.ask()));
        return Objects.requireNonNull(answer.get());
    }

    @Override
    public void close() {
        holder.destroy();
        holder.onExit().join();
    }
}
