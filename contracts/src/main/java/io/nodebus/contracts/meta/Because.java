package io.nodebus.contracts.meta;

import java.util.List;
import java.util.Map;

/// Why something was decided (design law 5): a word for machines, a sentence for people, the
/// figures it was based on and the records they came from.
///
/// @param reason one word in CamelCase, e.g. `Unschedulable`
/// @param message one sentence
/// @param figures name to value, as written in the records
/// @param evidence the records that were looked at
public record Because(
        String reason, String message, Map<String, String> figures, List<Evidence> evidence) {
    public Because {
        figures = Sorted.asWritten(figures);
        evidence = List.copyOf(evidence);
    }

    public static Because of(String reason, String message) {
        return new Because(reason, message, Map.of(), List.of());
    }

    /// Where a figure was read.
    ///
    /// @param topic kind of the topic, without prefix
    public record Evidence(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + "/" + partition + "@" + offset;
        }
    }
}
