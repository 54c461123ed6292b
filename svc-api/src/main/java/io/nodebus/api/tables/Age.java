package io.nodebus.api.tables;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long ago something was, as kubectl writes it: two units at most, and the second only while
/// it matters.
final class Age {
    private static final int DAY = 24;
    private static final int YEAR = 365;

    private Age() {}

    static String of(Optional<Instant> since, Instant now) {
        return since.map(at -> of(Duration.between(at, now))).orElse("<unknown>");
    }

    static String of(Duration age) {
        var seconds = age.toSeconds();
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 120) {
            return Math.max(0, seconds) + "s";
        }
        var minutes = age.toMinutes();
        if (minutes < 10) {
            return two(minutes, "m", seconds % 60, "s");
        }
        if (minutes < 3 * 60) {
            return minutes + "m";
        }
        var hours = age.toHours();
        if (hours < 8) {
            return two(hours, "h", minutes % 60, "m");
        }
        if (hours < 2 * DAY) {
            return hours + "h";
        }
        var days = hours / DAY;
        if (days < 8) {
            return two(days, "d", hours % DAY, "h");
        }
        if (days < 2 * YEAR) {
            return days + "d";
        }
        return days < 8 * YEAR ? two(days / YEAR, "y", days % YEAR, "d") : days / YEAR + "y";
    }

    private static String two(long many, String unit, long few, String smaller) {
        return few == 0 ? many + unit : many + unit + few + smaller;
    }
}
