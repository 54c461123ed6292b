package io.nodebus.contracts.meta;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// Durations as Go and therefore Kubernetes writes them: `5m0s`, `1h0m0.003s`, `250ms`.
public final class GoDuration {
    private static final Map<String, BigDecimal> NANOS =
            Map.of(
                    "ns", BigDecimal.ONE,
                    "us", BigDecimal.valueOf(1_000),
                    "µs", BigDecimal.valueOf(1_000),
                    "μs", BigDecimal.valueOf(1_000),
                    "ms", BigDecimal.valueOf(1_000_000),
                    "s", BigDecimal.valueOf(1_000_000_000),
                    "m", BigDecimal.valueOf(60_000_000_000L),
                    "h", BigDecimal.valueOf(3_600_000_000_000L));
    private static final Pattern PART =
            Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final int LONGEST_TEXT = 64;

    private GoDuration() {}

    /// @throws IllegalArgumentException when the text is none
    public static Duration parse(String text) {
        var unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (unsigned.equals("0")) {
            return Duration.ZERO;
        }
        var parts = PART.matcher(unsigned);
        var nanos = BigDecimal.ZERO;
        var end = 0;
        while (text.length() <= LONGEST_TEXT && parts.find() && parts.start() == end) {
            nanos = nanos.add(new BigDecimal(parts.group(1)).multiply(unit(parts.group(2))));
            end = parts.end();
        }
        if (end == 0
                || end < unsigned.length()
                || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException(
                    "\"%s\" is no duration: write numbers with units, as in 250ms, 10s, 5m0s, 1h30m"
                            .formatted(text));
        }
        var duration = Duration.ofNanos(nanos.longValue());
        return text.startsWith("-") ? duration.negated() : duration;
    }

    private static BigDecimal unit(String name) {
        return NANOS.getOrDefault(name, BigDecimal.ZERO);
    }

    /// As Go writes it: `1h0m5s`, `1.5s`, `3ms`, `0s`.
    public static String text(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        var sign = duration.isNegative() ? "-" : "";
        var positive = duration.abs();
        if (positive.compareTo(Duration.ofSeconds(1)) < 0) {
            return sign + belowASecond(positive.toNanos());
        }
        var hours = positive.toHours() > 0 ? positive.toHours() + "h" : "";
        var minutes = positive.toMinutes() > 0 ? positive.toMinutesPart() + "m" : "";
        return sign + hours + minutes + seconds(positive) + "s";
    }

    private static String seconds(Duration positive) {
        return plain(
                BigDecimal.valueOf(positive.toSecondsPart())
                        .add(BigDecimal.valueOf(positive.toNanosPart(), 9)));
    }

    private static String belowASecond(long nanos) {
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000
                ? plain(BigDecimal.valueOf(nanos, 3)) + "µs"
                : plain(BigDecimal.valueOf(nanos, 6)) + "ms";
    }

    private static String plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.signum() == 0 ? "0" : stripped.toPlainString();
    }
}
