package io.nodebus.bus.journal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What will not be sent, counted. One gap per cause and life; a node that starts very often
/// without the bus has its oldest lives told as one.
final class Gaps {
    private static final int MOST = 64;

    private final SequencedMap<Gap.Name, Gap> byName = new LinkedHashMap<>();

    void missed(Gap gap) {
        byName.merge(gap.name(), gap, Gap::and);
        if (byName.size() > MOST) {
            var oldest = byName.pollFirstEntry().getValue();
            var next = byName.pollFirstEntry().getValue();
            byName.putFirst(
                    next.name(), new Gap(next.name(), 1, next.to(), next.count() + oldest.count()));
        }
    }

    /// As it is now; replaces what was known under its name.
    void set(Gap gap) {
        byName.put(gap.name(), gap);
    }

    void settle(Gap.Name name) {
        byName.remove(name);
    }

    Collection<Gap> all() {
        return List.copyOf(byName.values());
    }

    long count(Gap.Cause cause) {
        return byName.values().stream()
                .filter(gap -> gap.name().cause() == cause)
                .mapToLong(Gap::count)
                .sum();
    }
}
