package io.nodebus.compose.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What somebody types, carried out in this JVM: its standard streams are taken over meanwhile.
final class Typed {
    /// Verbs whose first word only groups.
    private static final Set<String> GROUPS = Set.of("node", "plane", "config");

    private final Path plane;

    Typed(Path plane) {
        this.plane = plane;
    }

    /// How it ended and what it said.
    ///
    /// @param printed a character for each byte
    record Said(int code, String printed, String err) {
        byte[] bytes() {
            return printed.getBytes(ISO_8859_1);
        }

        String out() {
            return new String(bytes(), UTF_8);
        }

        /// Lines with their columns, one space between.
        List<String> lines() {
            return columns(out());
        }

        static List<String> columns(String text) {
            return text.lines().map(line -> line.strip().replaceAll("\\s+", " ")).toList();
        }
    }

    Said run(String... words) {
        return with("", words);
    }

    /// With this as standard input.
    Said with(String input, String... words) {
        return with(input.getBytes(UTF_8), words);
    }

    Said with(byte[] input, String... words) {
        var in = System.in;
        var out = System.out;
        var err = System.err;
        var results = new ByteArrayOutputStream();
        var complaints = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(input));
        System.setOut(new PrintStream(results, true, UTF_8));
        System.setErr(new PrintStream(complaints, true, UTF_8));
        try {
            var code = Nodebus.run(List.of(words(words)));
            return new Said(code, results.toString(ISO_8859_1), complaints.toString(UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }

    /// The same as a process of its own, for what goes on until it is interrupted.
    ProcessBuilder process(String... words) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(Nodebus.class.getName());
        command.addAll(List.of(words(words)));
        return new ProcessBuilder(command);
    }

    private String[] words(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(GROUPS.contains(words[0]) ? 2 : 1, List.of("--dir", plane.toString()));
        return all.toArray(String[]::new);
    }
}
