package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.ContainerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a command line as a play. Knows so much of a shell as manifests for tests and demos use:
/// `sh -c` with `;`, `&&`, `$NAME` from the environment, `echo`, `sleep`, `exit`, `trap`, `exec`,
/// `true`, `false`, `while true; do ...; done` and `tail /dev/zero` (takes memory without end).
/// Other programs run for ever: silently and deaf to SIGTERM if of busybox, else ending with 0 at
/// SIGTERM as servers do.
final class Script {
    private static final Set<String> SHELLS = Set.of("sh", "ash", "bash", "/bin/sh", "/bin/bash");
    private static final Set<String> SERVERS_OF_BUSYBOX =
            Set.of(
                    "httpd", "nc", "cat", "top", "yes", "tail", "sh", "crond", "ping", "watch",
                    "wget");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern LENGTH = Pattern.compile("(\\d+(?:\\.\\d*)?)([smhd]?)");

    /// What is in single quotes stays as it is.
    private static final Pattern VARIABLE =
            Pattern.compile("'[^']*'|\\$(?:\\{(?<braced>\\w+)\\}|(?<bare>[A-Za-z_]\\w*))");

    /// A loop that never sleeps must not stop the clock.
    private static final Step BREATH = new Step.Sleep(Duration.ofMillis(10));

    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> loops = new ArrayList<>();

    private Script() {}

    /// Without a command the image's own runs, which here nobody knows; with arguments alone it is
    /// taken to have no entrypoint, as busybox.
    static Play read(ContainerConfig config) {
        var command = new ArrayList<>(config.command());
        command.addAll(config.args());
        return read(config.image(), command, config.env());
    }

    static Play read(String image, List<String> command, Map<String, String> env) {
        if (command.isEmpty()) {
            return new Play.Runs(List.of(new Step.Trap(Optional.of(0)), new Step.Forever()));
        }
        if (SHELLS.contains(command.getFirst())
                && command.size() >= 3
                && command.get(1).equals("-c")) {
            var script = new Script();
            statements(expanded(command.get(2), env)).forEach(script::add);
            return new Play.Runs(script.steps);
        }
        return program(image, command);
    }

    private static String expanded(String text, Map<String, String> env) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found, env)));
    }

    private static String value(MatchResult found, Map<String, String> env) {
        var name = found.group("braced") == null ? found.group("bare") : found.group("braced");
        return name == null ? found.group() : env.getOrDefault(name, "");
    }

    /// Cut at `;`, `&&` and line ends outside quotes.
    private static List<String> statements(String text) {
        var statements = new ArrayList<String>();
        var quote = '\0';
        var statement = new StringBuilder();
        for (var c : (text.replace("&&", ";") + ";").toCharArray()) {
            if (quote == '\0' && (c == ';' || c == '\n')) {
                if (!statement.toString().isBlank()) {
                    statements.add(statement.toString().strip());
                }
                statement.setLength(0);
            } else {
                quote = c == quote ? '\0' : quote == '\0' && (c == '\'' || c == '"') ? c : quote;
                statement.append(c);
            }
        }
        return statements;
    }

    private static Play program(String image, List<String> command) {
        var known = new Script();
        if (known.simple(command)) {
            return new Play.Runs(known.steps);
        }
        var program = command.getFirst();
        if (program.startsWith("/no/")) {
            return new Play.NotFound(program);
        }
        if (!image.contains("busybox")) {
            return new Play.Runs(List.of(new Step.Trap(Optional.of(0)), new Step.Forever()));
        }
        return SERVERS_OF_BUSYBOX.contains(program.substring(program.lastIndexOf('/') + 1))
                ? new Play.Runs(List.of(new Step.Forever()))
                : new Play.NotFound(program);
    }

    private void add(String statement) {
        var words = SPACE.splitAsStream(statement).toList();
        switch (words.getFirst()) {
            case "while" -> loops.add(steps.size());
            case "do" -> {
                if (words.size() > 1) {
                    add(String.join(" ", words.subList(1, words.size())));
                }
            }
            case "done" -> {
                steps.add(BREATH);
                steps.add(new Step.Jump(loops.removeLast()));
            }
            case "trap" -> steps.add(new Step.Trap(trapped(statement)));
            case "exit" ->
                    steps.add(new Step.Exit(words.size() > 1 ? Integer.parseInt(words.get(1)) : 0));
            case "false" -> {
                // Its failure is not looked at.
            }
            case "exec" -> add(String.join(" ", words.subList(1, words.size())));
            default -> {
                // What it does not know takes no time and fails nowhere.
                var _ = simple(words);
            }
        }
    }

    private boolean simple(List<String> words) {
        var program = words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
        switch (program) {
            case "echo" ->
                    steps.add(
                            new Step.Print(
                                    unquoted(String.join(" ", words.subList(1, words.size())))));
            case "sleep" -> steps.add(sleep(words.getLast()));
            case "true", ":" -> {
                return true;
            }
            case "false" -> steps.add(new Step.Exit(1));
            case "tail" -> {
                if (!words.getLast().equals("/dev/zero")) {
                    return false;
                }
                steps.add(new Step.Devour());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Step sleep(String length) {
        if (length.startsWith("inf")) {
            return new Step.Forever();
        }
        var written = LENGTH.matcher(length);
        if (!written.matches()) {
            return BREATH; // sleep complains, and the shell goes on
        }
        var seconds =
                switch (written.group(2)) {
                    case "m" -> 60;
                    case "h" -> 3600;
                    case "d" -> 86400;
                    default -> 1;
                };
        return new Step.Sleep(
                Duration.ofMillis(
                        Math.round(Double.parseDouble(written.group(1)) * seconds * 1000)));
    }

    /// `trap 'exit 5' TERM`, `trap '' TERM`, `trap : TERM`.
    private static Optional<Integer> trapped(String statement) {
        var exit = Pattern.compile("exit\\s*(\\d*)").matcher(statement.toLowerCase(Locale.ROOT));
        return exit.find()
                ? Optional.of(exit.group(1).isEmpty() ? 0 : Integer.parseInt(exit.group(1)))
                : Optional.empty();
    }

    private static String unquoted(String text) {
        return text.replace("\"", "").replace("'", "");
    }
}
