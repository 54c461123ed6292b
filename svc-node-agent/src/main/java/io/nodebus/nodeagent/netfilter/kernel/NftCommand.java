package io.nodebus.nodeagent.netfilter.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// The `nft` tool. Each run is one transaction.
///
/// @param patience after which a run is ended
record NftCommand(String program, Duration patience) {
    NftCommand() {
        this("nft", Duration.ofSeconds(60));
    }

    /// @throws KernelFailure in the tool's words, also when there is no tool
    void run(String text) {
        var _ = nft(text, "-f", "-");
    }

    /// Whether it could be run.
    ///
    /// @throws KernelFailure when not
    void check(String text) {
        var _ = nft(text, "-c", "-f", "-");
    }

    String list(String table) {
        return nft("", "list", "table " + table);
    }

    private String nft(String input, String... words) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var pipes = Executors.newVirtualThreadPerTaskExecutor()) {
                try {
                    var _ = pipes.submit(() -> feed(process, input));
                    return ended(
                            process, CompletableFuture.supplyAsync(() -> printed(process), pipes));
                } finally {
                    // Or its pipes would be waited for.
                    process.destroyForcibly();
                }
            }
        } catch (IOException | ExecutionException e) {
            throw new KernelFailure("nft: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KernelFailure("interrupted while nft ran", e);
        }
    }

    private String ended(Process process, Future<String> printed)
            throws InterruptedException, ExecutionException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new KernelFailure("nft did not end within %d s".formatted(patience.toSeconds()));
        }
        if (process.exitValue() != 0) {
            throw new KernelFailure("nft: " + firstLine(printed.get()));
        }
        return printed.get();
    }

    private static void feed(Process process, String input) {
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(UTF_8));
        } catch (IOException ended) {
            // It says itself why it did not want to hear more.
        }
    }

    private static String printed(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }

    private static String firstLine(String printed) {
        return printed.lines().findFirst().orElse("failed without a word");
    }
}
