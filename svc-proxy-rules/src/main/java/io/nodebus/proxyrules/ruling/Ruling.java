package io.nodebus.proxyrules.ruling;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What is to be said of one Service, and why.
///
/// @param rules key to record, slices before their heads
/// @param because of the whole
/// @param refusal what of it is refused, to be told even when no record changes
public record Ruling(
        SequencedMap<String, RuleState> rules,
        Optional<NameState> name,
        Because because,
        Optional<Because> refusal) {
    public Ruling {
        rules = Sorted.asWritten(rules);
    }

    /// Nothing is said of it.
    static Ruling nothing(Because because, Optional<Because> refusal) {
        return new Ruling(Sorted.asWritten(Map.of()), Optional.empty(), because, refusal);
    }
}
