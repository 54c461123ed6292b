package io.nodebus.nodeagent.logformat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;

/// Docker's JSON log format: `{"log":"...","stream":"stdout","time":"..."}`, in the order in which
/// Docker writes it.
final class DockerLine {
    private static final Pattern LINE =
            Pattern.compile(
                    "\\{\"log\":\"((?:[^\"\\\\]++|\\\\.)*+)\",\"stream\":\"(\\w+)\",(?:\"attrs\":\\{[^}]*\\},)?"
                        + "\"time\":\"([^\"]+)\"\\}\\s*");

    private DockerLine() {}

    static Optional<LogLine> parse(byte[] line) {
        var matcher = LINE.matcher(new String(line, UTF_8));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var timestamp = matcher.group(3);
        var text = unescaped(matcher.group(1)).getBytes(UTF_8);
        return LogLine.stream(matcher.group(2))
                .flatMap(stream ->
                        LogLine.instant(timestamp)
                                .map(at -> new LogLine(timestamp, at, stream, text)));
    }

    private static String unescaped(String json) {
        var text = new StringBuilder(json.length());
        for (var i = 0; i < json.length(); i++) {
            var c = json.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            var escaped = json.charAt(++i);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    text.append(
                            (char)
                                    Integer.parseInt(
                                            json, i + 1, Math.min(i + 5, json.length()), 16));
                    i += 4;
                }
                default -> text.append(escaped);
            }
        }
        return text.toString();
    }
}
