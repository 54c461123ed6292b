package io.nodebus.nodeagent.netfilter.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A tool of the machine, run to its end.
///
/// @param patience how long it may take
record Tool(Duration patience) {
    /// How it ended, and what it printed.
    record Ran(int exit, String printed) {
        boolean isDone() {
            return exit == 0;
        }

        /// Without the advice at the end, and without the number of a line nobody can look up.
        String words() {
            var words =
                    printed.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.startsWith("Try `"))
                            .collect(joining(" "));
            return words.isEmpty()
                    ? "failed without a word"
                    : words.replaceAll("line:? \\d+", "a line");
        }

        String firstLine() {
            return printed.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse("failed without a word");
        }
    }

    /// @throws KernelFailure when there is no such tool, or it does not end
    Ran run(String input, List<String> command) {
        var name = command.getFirst();
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            // What it prints about a broken line may be longer than a pipe, and it may never end:
            // so neither way is waited for in this thread.
            Thread.ofVirtual().start(() -> feed(process, input));
            var printed = new CompletableFuture<String>();
            Thread.ofVirtual().start(() -> printed.complete(read(process.getInputStream())));
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new KernelFailure(
                        "%s did not end within %d s".formatted(name, patience.toSeconds()));
            }
            return new Ran(process.exitValue(), printed.join());
        } catch (IOException e) {
            throw new KernelFailure(name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KernelFailure("interrupted while " + name + " ran", e);
        }
    }

    private static void feed(Process process, String input) {
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(UTF_8));
        } catch (IOException ended) {
            // It says itself why it did not want to hear more.
        }
    }

    private static String read(InputStream printed) {
        try {
            return new String(printed.readAllBytes(), UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }
}
