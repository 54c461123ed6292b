package io.nodebus.autoscaler.fleet;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.meta.Sorted;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/// Amounts of resources: what a pod asks for, what a node has, what of it is asked for already.
///
/// @param cpuMilli thousandths of a CPU
/// @param memory bytes
/// @param pods how many pods
/// @param others name to whole units: `ephemeral-storage`, huge pages, extended resources
public record Amounts(long cpuMilli, long memory, long pods, Map<String, Long> others) {
    public static final Amounts NONE = new Amounts(0, 0, 0, Map.of());
    public static final String CPU = "cpu";
    public static final String MEMORY = "memory";
    public static final String PODS = "pods";
    private static final long MILLI = 1000;
    private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi"};

    public Amounts {
        others = others.isEmpty() ? Map.of() : Sorted.copy(others);
    }

    public static Amounts of(Map<String, Quantity> quantities) {
        var others = new TreeMap<String, Long>();
        quantities.forEach((resource, quantity) -> {
            if (!resource.equals(CPU) && !resource.equals(MEMORY) && !resource.equals(PODS)) {
                others.put(resource, quantity.units());
            }
        });
        var none = Quantity.of(0);
        return new Amounts(
                quantities.getOrDefault(CPU, none).milli(),
                quantities.getOrDefault(MEMORY, none).units(),
                quantities.getOrDefault(PODS, none).units(),
                others);
    }

    /// CPU in thousandths, everything else in whole units; 0 when there is none.
    public long amount(String resource) {
        return switch (resource) {
            case CPU -> cpuMilli;
            case MEMORY -> memory;
            case PODS -> pods;
            default -> others.getOrDefault(resource, 0L);
        };
    }

    public Amounts plus(Amounts more) {
        return with(more, Amounts::sum);
    }

    public Amounts minus(Amounts less) {
        return with(less, (a, b) -> a - b);
    }

    private Amounts with(Amounts other, LongBinaryOperator both) {
        return new Amounts(
                both.applyAsLong(cpuMilli, other.cpuMilli),
                both.applyAsLong(memory, other.memory),
                both.applyAsLong(pods, other.pods),
                others(other, both));
    }

    private Map<String, Long> others(Amounts other, LongBinaryOperator both) {
        if (other.others.isEmpty()) {
            return others;
        }
        var sums = new TreeMap<>(others);
        other.others.forEach((resource, amount) ->
                sums.put(resource, both.applyAsLong(sums.getOrDefault(resource, 0L), amount)));
        sums.values().removeIf(amount -> amount == 0);
        return sums;
    }

    /// Somebody may ask for more than there can be: the sum stays at the largest number.
    private static long sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /// The amounts that are not 0 as people write them, in a fixed order.
    public SequencedMap<String, String> spelled() {
        var all = new TreeMap<String, String>();
        if (cpuMilli != 0) {
            all.put(CPU, spelled(CPU, cpuMilli));
        }
        if (memory != 0) {
            all.put(MEMORY, spelled(MEMORY, memory));
        }
        others.forEach((resource, amount) -> {
            if (amount != 0) {
                all.put(resource, spelled(resource, amount));
            }
        });
        return Sorted.copy(all);
    }

    /// An amount as people write it: `500m`, `2`, `64Mi`.
    public static String spelled(String resource, long amount) {
        return switch (resource) {
            case CPU -> amount % MILLI == 0 ? Long.toString(amount / MILLI) : amount + "m";
            case PODS -> Long.toString(amount);
            default -> binary(amount);
        };
    }

    private static String binary(long amount) {
        var unit = 0;
        var rest = amount;
        while (rest != 0 && rest % 1024 == 0 && unit < BINARY.length - 1) {
            rest /= 1024;
            unit++;
        }
        return rest + BINARY[unit];
    }
}
