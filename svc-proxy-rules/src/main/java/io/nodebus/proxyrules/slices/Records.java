package io.nodebus.proxyrules.slices;

import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.contracts.rules.RuleState.Slice;
import io.nodebus.contracts.rules.RuleState.SliceAt;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The records of one port and family. Slices come before their head, which is what makes several
/// changes one.
public final class Records {
    private Records() {}

    /// @param prefix of their keys
    /// @param before key to record, as last said
    /// @param meaning the head, naming no slices yet
    public static SequencedMap<String, RuleState> of(
            String prefix,
            Map<String, RuleState> before,
            Head meaning,
            SequencedMap<String, RuleEndpoint> endpoints) {
        var said = slices(prefix, before);
        var held = new TreeMap<Integer, List<RuleEndpoint>>();
        said.forEach((slice, record) -> held.put(slice, record.endpoints()));
        var spread = Layout.spread(held, endpoints);

        var records = new LinkedHashMap<String, RuleState>();
        var at = new TreeMap<Integer, Long>();
        var changes = 0;
        var newest = newest(said, before.get(RuleState.headKey(prefix)));
        for (var slice : spread.entrySet()) {
            var old = Optional.ofNullable(said.get(slice.getKey()));
            var same = old.filter(record -> record.endpoints().equals(slice.getValue()));
            var record =
                    same.orElseGet(() ->
                            new Slice(
                                    old.map(Slice::generation).orElse(newest) + 1,
                                    slice.getValue()));
            changes += same.isPresent() ? 0 : 1;
            at.put(slice.getKey(), record.generation());
            records.put(RuleState.sliceKey(prefix, slice.getKey()), record);
        }
        records.put(
                RuleState.headKey(prefix),
                head(before.get(RuleState.headKey(prefix)), meaning, at, changes));
        return Collections.unmodifiableSequencedMap(records);
    }

    /// A slice that was lost is made anew beyond what its head counts on.
    private static long newest(Map<Integer, Slice> said, @Nullable RuleState head) {
        var counted = head instanceof Head old ? old.slices() : List.<SliceAt>of();
        return LongStream.concat(
                        said.values().stream().mapToLong(Slice::generation),
                        counted.stream().mapToLong(SliceAt::generation))
                .max()
                .orElse(0);
    }

    /// The head as it was, when no more than one slice changed and nothing else did.
    private static Head head(
            @Nullable RuleState before, Head meaning, Map<Integer, Long> at, int changes) {
        if (changes <= 1
                && before instanceof Head old
                && counts(old, at)
                && naming(meaning, old.slices()).equals(old)) {
            return old;
        }
        return naming(
                meaning,
                at.entrySet().stream()
                        .map(slice -> new SliceAt(slice.getKey(), slice.getValue()))
                        .toList());
    }

    /// Whether a head names these slices, and none at a generation that is still to come.
    private static boolean counts(Head head, Map<Integer, Long> at) {
        return head.slices().stream().map(SliceAt::slice).toList().equals(List.copyOf(at.keySet()))
                && head.slices().stream()
                        .allMatch(
                                slice -> slice.generation() <= at.getOrDefault(slice.slice(), 0L));
    }

    private static Head naming(Head meaning, List<SliceAt> slices) {
        return new Head(
                meaning.serviceUid(),
                meaning.portName(),
                meaning.family(),
                meaning.protocol(),
                meaning.port(),
                meaning.clusterIp(),
                meaning.nodePort(),
                meaning.internal(),
                meaning.external(),
                meaning.affinitySeconds(),
                meaning.publishNotReadyAddresses(),
                slices);
    }

    private static SortedMap<Integer, Slice> slices(String prefix, Map<String, RuleState> before) {
        var slices = new TreeMap<Integer, Slice>();
        before.forEach((key, record) -> {
            if (record instanceof Slice slice && key.startsWith(prefix + "/")) {
                slices.put(Integer.valueOf(key.substring(prefix.length() + 1)), slice);
            }
        });
        return slices;
    }
}
