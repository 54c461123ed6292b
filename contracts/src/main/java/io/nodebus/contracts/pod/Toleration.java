package io.nodebus.contracts.pod;

import java.util.Optional;

/// A taint this pod can live with.
///
/// @param key absent with `Exists` means every taint
/// @param operator absent means `Equal`
/// @param effect absent means every effect
public record Toleration(
        Optional<String> key,
        Optional<Operator> operator,
        Optional<String> value,
        Optional<TaintEffect> effect,
        Optional<Long> tolerationSeconds) {
    public enum Operator {
        Exists,
        Equal
    }
}
