package io.nodebus.compose.demo;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.build.Build;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.process.Program;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Kafka's console consumer, as a process of its own: it knows nothing of us.
final class ConsoleConsumer {
    private static final String TAB = "\t";
    private static final Duration SILENCE = Duration.ofSeconds(6);

    private ConsoleConsumer() {}

    /// One record as it was printed. Of several topics, which one is not told.
    record Line(Map<String, String> headers, String key, String value) {
        String id() {
            return headers.getOrDefault("ce_id", "");
        }

        /// As in `contracts`, e.g. `pod.observed.v1`.
        String type() {
            return headers.getOrDefault("ce_type", "").replaceFirst("^io\\.nodebus\\.", "");
        }

        Tree json() {
            return Tree.of(Json.parse(value.getBytes(StandardCharsets.UTF_8)));
        }

        /// Nothing for a line that is no record.
        static Optional<Line> of(String line) {
            var parts = line.split(TAB, 3);
            return parts.length == 3 && parts[0].contains("ce_id:")
                    ? Optional.of(new Line(headers(parts[0]), parts[1], parts[2]))
                    : Optional.empty();
        }

        private static Map<String, String> headers(String text) {
            return Arrays.stream(text.split(",", -1))
                    .map(header -> header.split(":", 2))
                    .filter(header -> header.length == 2)
                    .collect(Collectors.toMap(it -> it[0], it -> it[1], (first, _) -> first));
        }
    }

    /// Every record of every topic.
    static List<Line> all(String kafka) {
        var printed =
                Program.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                Build.ofThisProcess().classPath().stream()
                                        .map(Path::toString)
                                        .collect(Collectors.joining(File.pathSeparator)),
                                "org.apache.kafka.tools.consumer.ConsoleConsumer",
                                "--bootstrap-server",
                                kafka,
                                "--include",
                                ".*",
                                "--from-beginning",
                                "--isolation-level",
                                "read_committed",
                                "--timeout-ms",
                                String.valueOf(SILENCE.toMillis()),
                                "--formatter-property",
                                "print.headers=true",
                                "--formatter-property",
                                "print.key=true")
                        .within(Duration.ofMinutes(1))
                        .output();
        return printed.lines().map(Line::of).flatMap(Optional::stream).toList();
    }
}
