package io.nodebus.proxyrules.fleet;

import io.nodebus.bus.decide.OurPlane;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.contracts.plane.PlaneState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What one process keeps when its state is rebuilt: which plane this is, so that another one is
/// noticed.
public final class Memory {
    /// Holds one: how it stands.
    private final Deque<OurPlane> plane = new ArrayDeque<>(List.of(OurPlane.UNHEARD));

    /// The bus says which plane it is.
    public void seen(PlaneIdentity seen) {
        plane.add(plane.remove().seen(seen));
    }

    /// `plane.state` says what people accepted.
    public void accepted(PlaneState.Accepted accepted) {
        plane.add(plane.remove().accepted(accepted));
    }

    /// The plane that took the place of ours, until it is accepted.
    public Optional<PlaneIdentity> foreign() {
        return plane.element().foreign();
    }
}
