package io.nodebus.contracts.meta;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;

/// An amount of a resource as Kubernetes spells it: `500m`, `1Gi`, `1e3`. Keeps the spelling,
/// compares by [#value].
public record Quantity(String text, BigDecimal value) implements Spelled {
    private static final Map<String, BigDecimal> SUFFIXES =
            Map.ofEntries(
                    Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
                    Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
                    Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
                    Map.entry("", BigDecimal.ONE),
                    Map.entry("k", BigDecimal.TEN.pow(3)),
                    Map.entry("M", BigDecimal.TEN.pow(6)),
                    Map.entry("G", BigDecimal.TEN.pow(9)),
                    Map.entry("T", BigDecimal.TEN.pow(12)),
                    Map.entry("P", BigDecimal.TEN.pow(15)),
                    Map.entry("E", BigDecimal.TEN.pow(18)),
                    Map.entry("Ki", binary(10)),
                    Map.entry("Mi", binary(20)),
                    Map.entry("Gi", binary(30)),
                    Map.entry("Ti", binary(40)),
                    Map.entry("Pi", binary(50)),
                    Map.entry("Ei", binary(60)));
    private static final int LONGEST_TEXT = 64;
    private static final int LARGEST_EXPONENT = 30;

    /// Reads a quantity.
    ///
    /// @throws IllegalArgumentException when the text is none
    public static Quantity of(String text) {
        var digits = 0;
        while (digits < text.length() && "+-.0123456789".indexOf(text.charAt(digits)) >= 0) {
            digits++;
        }
        try {
            if (digits == 0 || text.length() > LONGEST_TEXT) {
                throw new NumberFormatException();
            }
            return new Quantity(
                    text,
                    new BigDecimal(text.substring(0, digits))
                            .multiply(factor(text.substring(digits))));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is no quantity: write a number with an optional suffix, as in 500m, 2, 64Mi, 1Gi"
                            .formatted(text),
                    e);
        }
    }

    /// A quantity of whole units.
    public static Quantity of(long value) {
        return new Quantity(Long.toString(value), BigDecimal.valueOf(value));
    }

    private static BigDecimal factor(String suffix) {
        var known = SUFFIXES.get(suffix);
        if (known != null) {
            return known;
        }
        if (!suffix.matches("[eE][+-]?\\d{1,2}")) {
            throw new NumberFormatException();
        }
        var exponent = Integer.parseInt(suffix.substring(1));
        if (Math.abs(exponent) > LARGEST_EXPONENT) {
            throw new NumberFormatException();
        }
        return BigDecimal.ONE.scaleByPowerOfTen(exponent);
    }

    private static BigDecimal binary(int bits) {
        return new BigDecimal(BigInteger.ONE.shiftLeft(bits));
    }

    /// Thousandths, rounded up: how CPU is counted. Caps at the largest long.
    public long milli() {
        return capped(value.movePointRight(3));
    }

    /// Whole units, rounded up: how memory is counted. Caps at the largest long.
    public long units() {
        return capped(value);
    }

    private static long capped(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.CEILING)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    @Override
    public String toString() {
        return text;
    }
}
