package io.nodebus.contracts.meta;

import java.time.Instant;

/// A message that means nothing after a while, as commands do. What was kept that long is not sent
/// any more.
public interface Perishable {
    /// The last moment at which it means anything, by the writer's clock.
    Instant notAfter();
}
