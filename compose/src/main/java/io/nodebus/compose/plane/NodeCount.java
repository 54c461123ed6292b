package io.nodebus.compose.plane;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// How many nodes, and of which kind, as people write it: `2`, `sim:50`.
public sealed interface NodeCount {
    Pattern WRITTEN = Pattern.compile("(sim:)?([1-9][0-9]{0,3})");
    int MOST_REAL = 50;
    int MOST_SIMULATED = 1000;

    int count();

    record Real(int count) implements NodeCount {
        public Real {
            refuse(count, MOST_REAL);
        }

        @Override
        public String toString() {
            return String.valueOf(count);
        }
    }

    record Simulated(int count) implements NodeCount {
        public Simulated {
            refuse(count, MOST_SIMULATED);
        }

        @Override
        public String toString() {
            return "sim:" + count;
        }
    }

    /// `n1`, `n2`...
    default List<String> names() {
        return IntStream.rangeClosed(1, count()).mapToObj(number -> "n" + number).toList();
    }

    /// @throws IllegalArgumentException saying what it must be
    static NodeCount of(String text) {
        var written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException(
                    "--nodes must be a number from 1 on, or sim: and a number, got " + text);
        }
        var count = Integer.parseInt(written.group(2));
        return written.group(1) == null ? new Real(count) : new Simulated(count);
    }

    private static void refuse(int count, int most) {
        if (count < 1 || count > most) {
            throw new IllegalArgumentException(
                    "--nodes must be from 1 to %d of that kind, got %d".formatted(most, count));
        }
    }
}
