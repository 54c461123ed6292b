package io.nodebus.api.tables;

import java.util.List;

/// The first of many, and how many more there are, as kubectl writes it.
final class Few {
    private static final int SHOWN = 3;

    private Few() {}

    /// @param none what stands for an empty list
    static String of(List<String> all, String none) {
        if (all.isEmpty()) {
            return none;
        }
        var few = String.join(",", all.subList(0, Math.min(SHOWN, all.size())));
        return all.size() > SHOWN ? "%s + %d more...".formatted(few, all.size() - SHOWN) : few;
    }
}
