package io.nodebus.bus.journal;

import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.contracts.meta.Sorted;
import java.util.Map;

/// The plane this node belongs to, as it was last accepted (design law 9).
///
/// @param number counts the planes this node was made to accept; what was heard before the last of
///   them and is not there any more has ended by that acceptance
/// @param epochs service to the highest epoch its leaders were seen in
/// @param acceptedBy id of the newest record that accepted this plane; empty when none had to
public record RememberedPlane(
        long number, PlaneIdentity identity, Map<String, Long> epochs, String acceptedBy) {
    public static final RememberedPlane NONE =
            new RememberedPlane(0, new PlaneIdentity("", "", 0, Map.of()), Map.of(), "");

    public RememberedPlane {
        epochs = Sorted.copy(epochs);
    }

    /// Before the first contact there is nothing to compare with.
    public boolean isNone() {
        return identity.clusterId().isEmpty();
    }
}
