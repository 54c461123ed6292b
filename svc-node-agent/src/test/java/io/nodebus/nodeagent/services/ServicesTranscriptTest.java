package io.nodebus.nodeagent.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Replays every `services/*.txt`: what is heard, a line of dashes, what must come of it, a blank
/// line, and so on through one life of an agent. `-Dtranscripts=write` rewrites what comes of it.
class ServicesTranscriptTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/services");
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
        var actual = replayed(written);
        if ("write".equals(System.getProperty("transcripts"))) {
            Files.writeString(script, actual);
            return;
        }
        assertEquals(written, actual);
    }

    private static String replayed(String written) {
        var script = new Script();
        var actual = new StringBuilder();
        for (var scene : written.strip().split("\n\n", -1)) {
            var heard = (scene + "\n").split(DASHES, 2)[0];
            actual.append(actual.isEmpty() ? "" : "\n").append(heard).append(DASHES);
            heard.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> script.hear(line).stream())
                    .forEach(line -> actual.append(line).append('\n'));
        }
        return actual.toString();
    }
}
