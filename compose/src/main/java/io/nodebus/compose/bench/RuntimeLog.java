package io.nodebus.compose.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.compose.scratch.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// What containerd was told to do, in its own log and with its own clock: it writes a line when a
/// command arrives, before it does anything about it.
final class RuntimeLog {
    private static final Pattern CREATE =
            Pattern.compile(
                    "time=\"([^\"]+)\" level=info msg=\"CreateContainer within sandbox"
                            + " \\\\\"[0-9a-f]+\\\\\" for container .*[Aa]ttempt:([0-9]+)");

    private final Path file;

    RuntimeLog(Path file) {
        this.file = file;
    }

    record Order(Instant at, int attempt) {
        static Optional<Order> of(String line) {
            var create = CREATE.matcher(line);
            return create.lookingAt() && !line.contains("returns container id")
                    ? Optional.of(
                            new Order(
                                    Instant.parse(create.group(1)),
                                    Integer.parseInt(create.group(2))))
                    : Optional.empty();
        }
    }

    /// When a container was ordered anew for the first time after a moment.
    Instant restarted(Instant since) {
        Await.until("another one is ordered", () -> firstAfter(since).isPresent());
        return firstAfter(since).orElseThrow();
    }

    private Optional<Instant> firstAfter(Instant since) {
        try (var lines = Files.lines(file, UTF_8)) {
            return lines.flatMap(line -> Order.of(line).stream())
                    .filter(order -> order.attempt > 0 && !order.at.isBefore(since))
                    .map(Order::at)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
