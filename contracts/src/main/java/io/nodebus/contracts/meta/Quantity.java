package io.nodebus.contracts.meta;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/// An amount of a resource as Kubernetes spells it: `500m`, `1Gi`, `1e3`. Keeps the spelling,
/// compares by [#value].
public record Quantity(String text, BigDecimal value) implements Spelled, Comparable<Quantity> {
    private static final List<String> DECIMAL =
            List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final int UNIT = DECIMAL.indexOf("");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final int FINEST_SCALE = 9;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int LONGEST_TEXT = 64;
    private static final int LARGEST_EXPONENT = 30;

    /// How an amount is written. Spelled as in the Kubernetes API.
    public enum Format {
        /// `1024Mi`
        BinarySI,
        /// `12e6`
        DecimalExponent,
        /// `12M`
        DecimalSI
    }

    /// Reads a quantity as Kubernetes does: what is finer than a billionth is rounded away from
    /// zero, and what is more than 63 bits hold is capped there.
    ///
    /// @throws IllegalArgumentException when the text is none
    public static Quantity of(String text) {
        try {
            var digits = digits(text);
            var amount =
                    new BigDecimal(text.substring(0, digits))
                            .multiply(factor(text.substring(digits)));
            return new Quantity(text, finest(amount).min(LARGEST).max(LARGEST.negate()));
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

    /// An amount in the one way of writing it that a format has: the largest suffix that needs no
    /// fraction. A binary format is left for a decimal one where it could not be exact, and below
    /// 1024.
    public static Quantity of(BigDecimal value, Format format) {
        var amount = finest(value);
        return new Quantity(
                switch (format) {
                    case BinarySI -> isBinary(amount) ? binary(amount) : decimal(amount, false);
                    case DecimalSI -> decimal(amount, false);
                    case DecimalExponent -> decimal(amount, true);
                },
                amount);
    }

    private static int digits(String text) {
        var digits = 0;
        while (digits < text.length() && "+-.0123456789".indexOf(text.charAt(digits)) >= 0) {
            digits++;
        }
        if (digits == 0 || text.length() > LONGEST_TEXT) {
            throw new NumberFormatException();
        }
        return digits;
    }

    private static BigDecimal factor(String suffix) {
        if (DECIMAL.contains(suffix)) {
            return BigDecimal.ONE.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - UNIT));
        }
        if (BINARY.contains(suffix)) {
            return KIBI.pow(BINARY.indexOf(suffix));
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

    private static BigDecimal finest(BigDecimal amount) {
        return amount.scale() > FINEST_SCALE
                ? amount.setScale(FINEST_SCALE, RoundingMode.UP)
                : amount;
    }

    private static boolean isBinary(BigDecimal amount) {
        return amount.stripTrailingZeros().scale() <= 0 && amount.abs().compareTo(KIBI) >= 0;
    }

    private static String binary(BigDecimal amount) {
        var number = amount.toBigIntegerExact();
        var suffix = 0;
        while (suffix < BINARY.size() - 1 && number.and(BigInteger.valueOf(1023)).signum() == 0) {
            number = number.shiftRight(10);
            suffix++;
        }
        return number + BINARY.get(suffix);
    }

    private static String decimal(BigDecimal amount, boolean exponents) {
        if (amount.signum() == 0) {
            return "0";
        }
        var thousands = Math.floorDiv(-amount.stripTrailingZeros().scale(), 3);
        var power = exponents ? thousands : Math.min(thousands, DECIMAL.size() - 1 - UNIT);
        var number = amount.scaleByPowerOfTen(-3 * power).toBigIntegerExact();
        if (power == 0) {
            return number.toString();
        }
        return number + (exponents ? "e" + 3 * power : DECIMAL.get(power + UNIT));
    }

    /// How it was written. Less than one is decimal, whatever it was written as.
    public Format format() {
        var suffix = text.substring(digits(text));
        if (suffix.endsWith("i")) {
            return value.signum() > 0 && value.compareTo(BigDecimal.ONE) < 0
                    ? Format.DecimalSI
                    : Format.BinarySI;
        }
        return suffix.matches("[eE].+") ? Format.DecimalExponent : Format.DecimalSI;
    }

    /// The same amount, written as its format writes it.
    public Quantity canonical() {
        return of(value, format());
    }

    public Quantity plus(Quantity other) {
        return of(value.add(other.value), format());
    }

    public Quantity minus(Quantity other) {
        return of(value.subtract(other.value), format());
    }

    public Quantity times(long factor) {
        return of(value.multiply(BigDecimal.valueOf(factor)), format());
    }

    /// Away from zero, to a whole number of 10^power.
    public Quantity roundedUp(int power) {
        return of(value.setScale(-power, RoundingMode.UP), format());
    }

    /// Compares amounts, whatever their spelling.
    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
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
