package io.nodebus.nodeagent.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Replays every `work/*.txt`: what is heard, a line of dashes, what must be said, a blank line,
/// and so on through one life of an agent. `-Dtranscripts=write` rewrites them.
class WorkTranscriptTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/work");
    private static final String DASHES = "----";

    @TestFactory
    Stream<DynamicTest> transcripts() throws IOException {
        try (var scripts = Files.list(SCRIPTS)) {
            return scripts.sorted().toList().stream()
                    .map(script ->
                            dynamicTest(script.getFileName().toString(), () -> replay(script)));
        }
    }

    private static void replay(Path path) throws IOException {
        var written = Files.readString(path);
        var actual = replayed(written);
        if ("write".equals(System.getProperty("transcripts"))) {
            Files.writeString(path, actual);
            return;
        }
        assertEquals(written, actual);
    }

    private static String replayed(String written) {
        var script = new Script();
        var actual = new StringBuilder();
        var said = new StringBuilder();
        var skipping = false;
        for (var line : written.lines().toList()) {
            if (line.equals(DASHES)) {
                actual.append(line).append('\n').append(said);
                said.setLength(0);
                skipping = true;
            } else if (line.isBlank()) {
                actual.append('\n');
                skipping = false;
            } else if (!skipping) {
                actual.append(line).append('\n');
                if (!line.startsWith("#")) {
                    script.hear(line).forEach(each -> said.append(each).append('\n'));
                }
            }
        }
        return actual.toString();
    }
}
