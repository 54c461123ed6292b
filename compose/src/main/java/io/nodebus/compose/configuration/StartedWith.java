package io.nodebus.compose.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a JVM was started.
///
/// @param words of the command line, the program first
/// @param root where its files are, seen from here
record StartedWith(List<String> words, Map<String, String> environment, Path root) {
    private static final String CONFIG = "--config";
    private static final String CONFIG_VARIABLE = "NODEBUS_CONFIG";

    StartedWith {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /// Nothing when it has ended, is another user's, or is no JVM.
    static Optional<StartedWith> of(ProcessHandle process) {
        var folder = Path.of("/proc/" + process.pid());
        try {
            var words = entries(folder.resolve("cmdline"));
            var environment = new HashMap<String, String>();
            for (var entry : entries(folder.resolve("environ"))) {
                var equals = entry.indexOf('=');
                if (equals > 0) {
                    environment.put(entry.substring(0, equals), entry.substring(equals + 1));
                }
            }
            return !words.isEmpty() && words.getFirst().endsWith("/java")
                    ? Optional.of(new StartedWith(words, environment, folder.resolve("root")))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static List<String> entries(Path file) throws IOException {
        var text = new String(Files.readAllBytes(file), UTF_8);
        return text.isEmpty()
                ? List.of()
                : List.of(text.substring(0, text.length() - 1).split("\0", -1));
    }

    boolean runs(String main) {
        return words.contains(main);
    }

    /// What follows the main class, without the settings file.
    List<String> flags(String main) {
        var flags = new ArrayList<>(words.subList(words.indexOf(main) + 1, words.size()));
        var at = flags.indexOf(CONFIG);
        if (at >= 0 && at + 1 < flags.size()) {
            flags.subList(at, at + 2).clear();
        }
        return flags;
    }

    /// The settings file, as the process calls it.
    Optional<String> file() {
        var at = words.indexOf(CONFIG);
        return at >= 0 && at + 1 < words.size()
                ? Optional.of(words.get(at + 1))
                : Optional.ofNullable(environment.get(CONFIG_VARIABLE));
    }

    /// The same file, as it is found from here.
    Path seen(String path) {
        return root.resolve(path.startsWith("/") ? path.substring(1) : path);
    }
}
