package io.nodebus.compose.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// A program that is run to its end. Arguments are passed as they are: no shell is involved.
///
/// @param env in addition to our own
public record Program(List<String> command, Map<String, String> env, Duration patience) {
    private static final Executor READERS = task -> Thread.ofVirtual().start(task);

    public Program {
        command = List.copyOf(command);
        env = Map.copyOf(env);
    }

    /// What it printed and how it ended.
    public record Outcome(int code, String out, String err) {
        public boolean succeeded() {
            return code == 0;
        }
    }

    public static Program of(String... command) {
        return of(List.of(command));
    }

    public static Program of(List<String> command) {
        return new Program(command, Map.of(), Duration.ofSeconds(60));
    }

    /// The same program with more arguments.
    public Program and(String... arguments) {
        var whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return new Program(whole, env, patience);
    }

    public Program with(String key, String value) {
        var more = new HashMap<>(env);
        more.put(key, value);
        return new Program(command, more, patience);
    }

    public Program within(Duration time) {
        return new Program(command, env, time);
    }

    /// The same program, started by another one: `nsenter ... --` and the like.
    public Program under(List<String> starter) {
        var whole = new ArrayList<>(starter);
        whole.addAll(command);
        return new Program(whole, env, patience);
    }

    /// What it printed.
    ///
    /// @throws ProgramFailed when it ended with another code than 0
    public String output() {
        var outcome = run();
        if (!outcome.succeeded()) {
            throw new ProgramFailed(command, outcome);
        }
        return outcome.out();
    }

    /// @throws ProgramFailed when it cannot be started or does not end in time
    public Outcome run() {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(env);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var out = reading(process.getInputStream());
            var err = reading(process.getErrorStream());
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new ProgramFailed(
                        command, "did not end within " + patience.toSeconds() + " s");
            }
            return new Outcome(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new ProgramFailed(command, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailed(command, "was interrupted");
        }
    }

    private static CompletableFuture<String> reading(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                READERS);
    }
}
