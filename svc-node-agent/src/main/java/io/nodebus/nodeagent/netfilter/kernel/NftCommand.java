package io.nodebus.nodeagent.netfilter.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The `nft` tool. Each run is one transaction.
final class NftCommand {
    private static final long SECONDS = 60;

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

    private static String nft(String input, String... words) {
        var command = new ArrayList<>(List.of("nft"));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            // What it prints about a broken line may be longer than a pipe, and nobody reads yet.
            var feeding =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (var out = process.getOutputStream()) {
                                    out.write(input.getBytes(UTF_8));
                                } catch (IOException ended) {
                                    process.destroy();
                                }
                            });
            var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            feeding.join();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new KernelFailure("nft did not end within %d s".formatted(SECONDS));
            }
            if (process.exitValue() != 0) {
                throw new KernelFailure("nft: " + firstLine(printed));
            }
            return printed;
        } catch (IOException e) {
            throw new KernelFailure("nft: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KernelFailure("interrupted while nft ran", e);
        }
    }

    private static String firstLine(String printed) {
        return printed.lines().findFirst().orElse("failed without a word");
    }
}
