package io.nodebus.api.door;

import io.nodebus.bus.decide.OurPlane;

/// Whether the desk may write.
///
/// @param plane whose topics the view is made of, and which took its place
/// @param ready everything there was has been read: absence means something, requests are taken
record Standing(OurPlane plane, boolean ready) {
    static final Standing UNHEARD = new Standing(OurPlane.UNHEARD, false);

    boolean mayWrite() {
        return ready && plane.foreign().isEmpty();
    }

    Standing readyNow() {
        return new Standing(plane, true);
    }

    Standing on(OurPlane plane) {
        return new Standing(plane, ready);
    }
}
