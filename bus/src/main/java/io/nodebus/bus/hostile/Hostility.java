package io.nodebus.bus.hostile;

import java.util.EnumSet;
import java.util.Set;

/// How hostile a bus is. A value: what follows from it is the same every time, as long as those who
/// use the bus do the same.
public record Hostility(long seed, Set<Evil> evils) {
    public Hostility {
        evils = Set.copyOf(evils);
    }

    public static Hostility of(long seed, Evil... evils) {
        return new Hostility(seed, Set.of(evils));
    }

    public static Hostility all(long seed) {
        return new Hostility(seed, EnumSet.allOf(Evil.class));
    }

    public Hostility without(Evil... spared) {
        var left = EnumSet.noneOf(Evil.class);
        left.addAll(evils);
        Set.of(spared).forEach(left::remove);
        return new Hostility(seed, left);
    }
}
