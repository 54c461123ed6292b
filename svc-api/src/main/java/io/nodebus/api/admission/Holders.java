package io.nodebus.api.admission;

import java.util.Optional;

/// Who has what.
@FunctionalInterface
public interface Holders {
    /// The `namespace/name` of another Service that has it.
    Optional<String> of(Claim claim);
}
