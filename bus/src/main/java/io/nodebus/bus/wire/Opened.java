package io.nodebus.bus.wire;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.stamp.Stamp;
import java.time.Instant;
import java.util.Optional;

/// What came out of a packed record: an event, or why there is none.
public sealed interface Opened<M> {
    /// @param message empty: a tombstone
    /// @param said when it happened, by the writer's clock
    record Event<M>(Optional<M> message, Stamp stamp, Instant said, String source)
            implements Opened<M> {}

    /// @param because with reason `NoCloudEvent`, `UnknownType`, `Unreadable` or `NodeTooOld`
    record Unopened<M>(Because because) implements Opened<M> {}
}
