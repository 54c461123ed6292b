package io.nodebus.contracts.meta;

import java.time.Instant;

/// The order to end an object. A value like any other, so that a missing record is never one
/// (design law 9).
///
/// @param at when it was asked for
/// @param graceSeconds how long its processes may take to end by themselves; 0 is at once
public record Deletion(Instant at, long graceSeconds, Because because) {
    public Deletion {
        if (graceSeconds < 0) {
            throw new IllegalArgumentException(
                    "graceSeconds must be 0 or more, got " + graceSeconds);
        }
    }
}
