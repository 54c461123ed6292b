package io.nodebus.proxyrules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Replays every `transcripts/*.txt`: what is heard, a line of dashes, what must be said, as often
/// as a story needs, with an empty line between. `-Dtranscripts=write` rewrites what is said.
class TranscriptTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/transcripts");
    private static final String DASHES = "----\n";

    @TestFactory
    Stream<DynamicTest> transcripts() throws IOException {
        try (var scripts = Files.list(SCRIPTS)) {
            return scripts.sorted().toList().stream()
                    .map(script ->
                            dynamicTest(script.getFileName().toString(), () -> replay(script)));
        }
    }

    private static void replay(Path script) throws IOException {
        var written = Files.readString(script);
        var actual = said(written);
        if ("write".equals(System.getProperty("transcripts"))) {
            Files.writeString(script, actual);
            return;
        }
        assertEquals(written, actual);
    }

    private static String said(String written) {
        var script = new Script();
        var actual = new StringBuilder();
        for (var scene : written.strip().split("\n\n", -1)) {
            var heard = (scene + "\n").split(DASHES, 2)[0];
            heard.lines().filter(line -> !line.startsWith("#")).forEach(script::hear);
            actual.append(actual.isEmpty() ? "" : "\n")
                    .append(heard)
                    .append(DASHES)
                    .append(script.said());
        }
        return actual.toString();
    }
}
