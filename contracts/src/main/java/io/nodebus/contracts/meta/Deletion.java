package io.nodebus.contracts.meta;

import java.time.Instant;

/// The order to end an object. A value like any other, so that a missing record is never one
/// (design law 9).
///
/// @param at when it was asked for
/// @param graceSeconds how long its processes may take to end by themselves; 0 is at once
public record Deletion(Instant at, long graceSeconds, Because because) {
    /// The reason of a deletion that waits for nobody: a person's word that the node never comes
    /// back (`delete --force`). The name is free once its placement is tombstoned; the bound record
    /// stays, so that a node that does come back ends the pod.
    public static final String FORCED = "Forced";

    public Deletion {
        if (graceSeconds < 0) {
            throw new IllegalArgumentException(
                    "graceSeconds must be 0 or more, got " + graceSeconds);
        }
    }

    public boolean isForced() {
        return because.reason().equals(FORCED);
    }
}
