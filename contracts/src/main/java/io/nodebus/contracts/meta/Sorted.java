package io.nodebus.contracts.meta;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Copies whose order is chosen, not found: `Map.copyOf` iterates differently in every JVM, and
/// order that reaches a command must not.
public final class Sorted {
    private Sorted() {}

    /// An unmodifiable copy in the order of its keys.
    public static <K extends Comparable<K>, V> SequencedMap<K, V> copy(Map<K, V> map) {
        return Collections.unmodifiableSequencedMap(new TreeMap<>(map));
    }

    /// An unmodifiable copy in the order it came in.
    public static <K, V> SequencedMap<K, V> asWritten(Map<K, V> map) {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }
}
