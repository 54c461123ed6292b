package io.nodebus.nodeagent.netfilter.nftables;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What was found in the kernel.
///
/// @param sets names of all sets and maps, ours or not
public record Contents(Set<String> sets, Map<ElementKey, Element> elements) {
    public Contents {
        sets = new TreeSet<>(sets);
        // Not copied: whoever read them hands them over.
        elements = Collections.unmodifiableMap(elements);
    }
}
