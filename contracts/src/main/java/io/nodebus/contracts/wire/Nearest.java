package io.nodebus.contracts.wire;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// The known name that a wrong one was most likely meant to be.
public final class Nearest {
    private Nearest() {}

    /// The nearest of `known`, if it is near at all: at most a third of the letters differ. Letter
    /// case does not count.
    public static Optional<String> to(String wrong, Collection<String> known) {
        return known.stream()
                .filter(name ->
                        distance(wrong, name)
                                <= Math.max(1, Math.max(wrong.length(), name.length()) / 3))
                .min(
                        comparingInt((String name) -> distance(wrong, name))
                                .thenComparing(name -> name));
    }

    /// `, did you mean "image"?`, or nothing.
    public static String hint(String wrong, Collection<String> known) {
        return to(wrong, known).map(", did you mean \"%s\"?"::formatted).orElse("");
    }

    /// Edits (insert, drop, replace, swap neighbours) from one to the other.
    private static int distance(String left, String right) {
        var a = left.toLowerCase(Locale.ROOT);
        var b = right.toLowerCase(Locale.ROOT);
        var d = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (var j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            for (var j = 1; j <= b.length(); j++) {
                var same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] =
                        Math.min(
                                Math.min(d[i - 1][j], d[i][j - 1]) + 1,
                                d[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
