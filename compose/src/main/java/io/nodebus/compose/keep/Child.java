package io.nodebus.compose.keep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A process of ours. What it prints goes to its log; a line `ready ...` on its stdout says that it
/// serves.
public final class Child implements Running {
    private static final String READY = "ready";

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /// @param env in addition to ours
    /// @param log appended to
    /// @param ready told the rest of the line that says so
    public static Child start(
            List<String> command, Map<String, String> env, Path log, Consumer<String> ready)
            throws IOException {
        Files.createDirectories(Objects.requireNonNull(log.getParent()));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(env);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var process = builder.start();
        Thread.ofVirtual().start(() -> listen(process, log, ready));
        return new Child(process);
    }

    private static void listen(Process process, Path log, Consumer<String> ready) {
        try (var lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
                var out =
                        Files.newBufferedWriter(
                                log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(READY) || line.startsWith(READY + " ")) {
                    ready.accept(line.substring(READY.length()).strip());
                }
                out.write(line);
                out.newLine();
                out.flush();
            }
        } catch (IOException e) {
            // it ended in the middle of a line
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Void> ended() {
        return process.onExit().thenRun(() -> {});
    }

    @Override
    public void end(Duration patience) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    @Override
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
