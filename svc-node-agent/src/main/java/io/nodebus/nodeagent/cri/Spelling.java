package io.nodebus.nodeagent.cri;

import java.time.Instant;
import java.util.Optional;

/// How the CRI writes "not yet" and "none": zero, and the empty text.
final class Spelling {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Spelling() {}

    static Instant at(long nanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    static Optional<Instant> maybe(long nanos) {
        return nanos <= 0 ? Optional.empty() : Optional.of(at(nanos));
    }

    static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
