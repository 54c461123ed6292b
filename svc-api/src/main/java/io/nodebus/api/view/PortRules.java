package io.nodebus.api.view;

import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.contracts.rules.RuleState.Slice;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the rules say of one port and family of a Service.
///
/// @param slices those the head counts on, by number, as far as they were heard
public record PortRules(Read<Head> head, SortedMap<Integer, Read<Slice>> slices) {
    public PortRules {
        slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
    }

    public List<RuleEndpoint> endpoints() {
        return slices.values().stream()
                .flatMap(slice -> slice.message().endpoints().stream())
                .toList();
    }
}
