package io.nodebus.nodeagent.netfilter.nftables;

import io.nodebus.contracts.meta.Sorted;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What was found in the kernel.
///
/// @param sets names of all sets and maps, ours or not
public record Contents(Set<String> sets, Map<ElementKey, Element> elements) {
    public Contents {
        sets = new TreeSet<>(sets);
        elements = Sorted.asWritten(elements);
    }
}
