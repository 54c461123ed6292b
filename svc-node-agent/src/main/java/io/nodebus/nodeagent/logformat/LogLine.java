package io.nodebus.nodeagent.logformat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/// One line of a log file, taken apart. The text keeps its line end unless the line was cut (tag
/// `P`): then what follows on the next line belongs to it.
public final class LogLine {
    private final String timestamp;
    private final Instant at;
    private final Stream stream;
    private final byte[] text;

    LogLine(String timestamp, Instant at, Stream stream, byte[] text) {
        this.timestamp = timestamp;
        this.at = at;
        this.stream = stream;
        this.text = text;
    }

    /// @param line with its line end, when it has one
    /// @return nothing for what is not a line of a log
    public static Optional<LogLine> parse(byte[] line) {
        return line.length > 0 && line[0] == '{' ? DockerLine.parse(line) : cri(line);
    }

    /// `TIMESTAMP stdout|stderr TAG[:TAG...] TEXT`
    private static Optional<LogLine> cri(byte[] line) {
        var first = space(line, 0);
        var second = space(line, first + 1);
        var third = space(line, second + 1);
        if (third == line.length) {
            return Optional.empty();
        }
        var timestamp = new String(line, 0, first, UTF_8);
        var at = instant(timestamp);
        var stream = stream(new String(line, first + 1, second - first - 1, UTF_8));
        if (at.isEmpty() || stream.isEmpty()) {
            return Optional.empty();
        }
        var end = isPartial(line, second + 1) ? withoutLineEnd(line) : line.length;
        var text = Arrays.copyOfRange(line, third + 1, Math.max(end, third + 1));
        return Optional.of(new LogLine(timestamp, at.get(), stream.get(), text));
    }

    /// As it stands in the file.
    public String timestamp() {
        return timestamp;
    }

    public Instant at() {
        return at;
    }

    public Stream stream() {
        return stream;
    }

    /// Not to be changed.
    public byte[] text() {
        return text;
    }

    public boolean endsTheLine() {
        return text.length > 0 && text[text.length - 1] == '\n';
    }

    static Optional<Stream> stream(String name) {
        return switch (name) {
            case "stdout" -> Optional.of(Stream.STDOUT);
            case "stderr" -> Optional.of(Stream.STDERR);
            default -> Optional.empty();
        };
    }

    static Optional<Instant> instant(String timestamp) {
        try {
            return Optional.of(OffsetDateTime.parse(timestamp).toInstant());
        } catch (DateTimeParseException otherwise) {
            return Optional.empty();
        }
    }

    /// The first tag says it; more may follow after a colon.
    private static boolean isPartial(byte[] line, int tag) {
        return line[tag] == 'P' && (line[tag + 1] == ' ' || line[tag + 1] == ':');
    }

    private static int withoutLineEnd(byte[] line) {
        return line[line.length - 1] == '\n' ? line.length - 1 : line.length;
    }

    /// Where the next space is; the line's length when there is none.
    private static int space(byte[] line, int from) {
        for (var i = from; i < line.length; i++) {
            if (line[i] == ' ') {
                return i;
            }
        }
        return line.length;
    }
}
