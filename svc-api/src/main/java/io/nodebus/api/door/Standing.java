package io.nodebus.api.door;

import io.nodebus.bus.decide.PlaneIdentity;
import java.util.Optional;

/// Whether the desk may write.
///
/// @param plane whose topics the view is made of
/// @param foreign the plane that took its place, until somebody accepts it
/// @param ready everything there was has been read: absence means something, requests are taken
record Standing(Optional<PlaneIdentity> plane, Optional<PlaneIdentity> foreign, boolean ready) {
    static final Standing UNHEARD = new Standing(Optional.empty(), Optional.empty(), false);

    boolean mayWrite() {
        return ready && foreign.isEmpty();
    }

    Standing readyNow() {
        return new Standing(plane, foreign, true);
    }

    Standing heard(PlaneIdentity heard) {
        return plane.filter(ours -> !heard.continues(ours)).isPresent()
                ? new Standing(plane, Optional.of(heard), ready)
                : new Standing(Optional.of(heard), Optional.empty(), ready);
    }

    Standing accepting() {
        return new Standing(foreign.or(() -> plane), Optional.empty(), ready);
    }
}
