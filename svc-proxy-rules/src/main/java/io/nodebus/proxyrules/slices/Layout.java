package io.nodebus.proxyrules.slices;

import static io.nodebus.contracts.rules.RuleState.MOST_IN_A_SLICE;
import static java.util.stream.Collectors.partitioningBy;

import io.nodebus.contracts.rules.RuleEndpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Which endpoint is in which slice, within each in the order of targets. An endpoint stays where
/// it is; a new one goes where something changes anyway, or where there is room; a slice that is
/// left empty goes, except the last.
///
/// When more than half of the room is empty everything is packed anew: many records once instead of
/// many records for ever.
public final class Layout {
    private Layout() {}

    /// @param before what the slices hold now
    /// @param wanted target to endpoint
    public static SortedMap<Integer, List<RuleEndpoint>> spread(
            SortedMap<Integer, List<RuleEndpoint>> before,
            SequencedMap<String, RuleEndpoint> wanted) {
        var homeless = new LinkedHashMap<>(wanted);
        var next = kept(before, homeless);
        fill(next, before, homeless);
        append(next, homeless);
        dropEmpty(next);
        if (next.size() > 2 * slicesFor(wanted.size())) {
            next.clear();
            append(next, new LinkedHashMap<>(wanted));
        }
        return next;
    }

    private static int slicesFor(int endpoints) {
        return Math.max(1, (endpoints + MOST_IN_A_SLICE - 1) / MOST_IN_A_SLICE);
    }

    private static SortedMap<Integer, List<RuleEndpoint>> kept(
            SortedMap<Integer, List<RuleEndpoint>> before, Map<String, RuleEndpoint> homeless) {
        var next = new TreeMap<Integer, List<RuleEndpoint>>();
        before.forEach((slice, endpoints) -> {
            var kept = new ArrayList<RuleEndpoint>();
            for (var endpoint : endpoints) {
                var now = homeless.remove(endpoint.target());
                if (now != null) {
                    kept.add(now);
                }
            }
            next.put(slice, kept);
        });
        return next;
    }

    private static void fill(
            Map<Integer, List<RuleEndpoint>> next,
            Map<Integer, List<RuleEndpoint>> before,
            SequencedMap<String, RuleEndpoint> homeless) {
        if (homeless.isEmpty()) {
            return;
        }
        var changes =
                next.entrySet().stream()
                        .collect(
                                partitioningBy(slice ->
                                        !slice.getValue().equals(before.get(slice.getKey()))));
        Stream.of(true, false)
                .flatMap(changed -> changes.getOrDefault(changed, List.of()).stream())
                .forEach(slice -> take(slice.getValue(), homeless));
    }

    private static void append(
            SortedMap<Integer, List<RuleEndpoint>> next,
            SequencedMap<String, RuleEndpoint> homeless) {
        for (var slice = 0; !homeless.isEmpty(); slice++) {
            if (!next.containsKey(slice)) {
                var endpoints = new ArrayList<RuleEndpoint>();
                take(endpoints, homeless);
                next.put(slice, endpoints);
            }
        }
    }

    private static void take(
            List<RuleEndpoint> endpoints, SequencedMap<String, RuleEndpoint> homeless) {
        if (endpoints.size() < MOST_IN_A_SLICE && !homeless.isEmpty()) {
            while (endpoints.size() < MOST_IN_A_SLICE && !homeless.isEmpty()) {
                endpoints.add(homeless.pollFirstEntry().getValue());
            }
            endpoints.sort(Comparator.comparing(RuleEndpoint::target));
        }
    }

    private static void dropEmpty(SortedMap<Integer, List<RuleEndpoint>> next) {
        while (next.size() > 1 && next.containsValue(List.of())) {
            next.values().remove(List.of());
        }
    }
}
