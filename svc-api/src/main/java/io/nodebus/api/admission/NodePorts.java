package io.nodebus.api.admission;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// Which ports of nodes Services may have.
public record NodePorts(int first, int last) {
    public static final String DEFAULT = "30000-32767";

    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
    private static final int HIGHEST = 65_535;
    private static final int SHARE_NAMED = 32;
    private static final int MOST_NAMED = 128;

    /// Reads `30000-32767`.
    ///
    /// @throws IllegalArgumentException when the text is no range of ports
    public static NodePorts of(String text) {
        var range = RANGE.matcher(text);
        if (range.matches()) {
            var ports =
                    new NodePorts(
                            Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
            if (ports.first > 0 && ports.first <= ports.last && ports.last <= HIGHEST) {
                return ports;
            }
        }
        throw new IllegalArgumentException(
                "\"%s\" is no range of ports: write it as %s".formatted(text, DEFAULT));
    }

    boolean contains(int port) {
        return port >= first && port <= last;
    }

    Optional<Integer> free(int chance, IntPredicate isTaken) {
        return bands().free(chance, isTaken);
    }

    private Bands bands() {
        return Bands.of(first, last, SHARE_NAMED, MOST_NAMED);
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
