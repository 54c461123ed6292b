package io.nodebus.compose.cli;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Durations as people type them: `90s`, `5m`, `1h30m`.
final class Durations implements ITypeConverter<Duration> {
    private static final Pattern PART = Pattern.compile("(\\d+)([dhms])");

    @Override
    public Duration convert(String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(String.valueOf(wrong.getMessage()));
        }
    }

    /// @throws IllegalArgumentException saying how one is written
    static Duration parse(String text) {
        var parts = PART.matcher(text);
        var total = Duration.ZERO;
        var end = 0;
        while (parts.find() && parts.start() == end) {
            var n = Long.parseLong(parts.group(1));
            total =
                    total.plus(
                            switch (parts.group(2)) {
                                case "d" -> Duration.ofDays(n);
                                case "h" -> Duration.ofHours(n);
                                case "m" -> Duration.ofMinutes(n);
                                default -> Duration.ofSeconds(n);
                            });
            end = parts.end();
        }
        if (end == 0 || end != text.length()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no duration: write 90s, 5m, 1h30m or 2d".formatted(text));
        }
        return total;
    }
}
