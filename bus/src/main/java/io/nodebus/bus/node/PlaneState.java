package io.nodebus.bus.node;

import io.nodebus.bus.decide.PlaneIdentity;
import java.time.Instant;

/// Whether the plane that is heard is the one this node belongs to.
public sealed interface PlaneState {
    /// No bus was heard in this life.
    record Unseen() implements PlaneState {}

    record Same(PlaneIdentity identity) implements PlaneState {}

    /// Absences are withheld until the plane is accepted.
    ///
    /// @param because what differs, for people
    record Changed(PlaneIdentity was, PlaneIdentity is, String because, Instant since)
            implements PlaneState {}
}
