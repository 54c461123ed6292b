package io.nodebus.bus.node;

import io.nodebus.bus.Bus;
import io.nodebus.bus.journal.Scribe;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/// What the hearers of a node share.
///
/// @param behind the bus behind, once it could be reached
/// @param localReady when what the journal has of local topics is all there was
/// @param partitions of this plane, or 0 before it was heard for the first time
/// @param isAway whether the bus behind is known to be away
/// @param patience how long a hearer waits for the bus behind before it is told what the journal
///   has as all there is
record Inside(
        Wiring wiring,
        Scribe scribe,
        PlaneGuard guard,
        Future<Bus> behind,
        Future<Void> localReady,
        IntSupplier partitions,
        BooleanSupplier isAway,
        Duration patience) {}
