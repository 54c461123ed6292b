package io.nodebus.proxyrules.fleet;

import io.nodebus.proxyrules.pacing.Pacing;

/// The state of the loop.
///
/// @param pacing when what changed is told
/// @param caughtUp what was said before has been read: absence means something
/// @param memory what is kept when everything else is heard anew
public record Known(Fleet fleet, Pacing pacing, boolean caughtUp, Memory memory) {
    /// One that has heard nothing in this life.
    public static Known nothing(Pacing pacing, Memory memory) {
        return new Known(new Fleet(), pacing, false, memory);
    }

    public Known afterCatchingUp() {
        return new Known(fleet, pacing, true, memory);
    }

    /// Whether anything may be decided: what was said before is known, and it was said on this
    /// plane.
    public boolean mayDecide() {
        return caughtUp && memory.foreign().isEmpty();
    }
}
