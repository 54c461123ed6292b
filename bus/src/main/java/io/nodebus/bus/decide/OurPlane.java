package io.nodebus.bus.decide;

import io.nodebus.contracts.plane.PlaneState.Accepted;
import java.time.Instant;
import java.util.Optional;

/// Which plane a fleet service decides for: the first it heard, whatever continues it, and what
/// people accepted in its place (design §4). One process keeps it over its takeovers.
///
/// @param ours the plane that is ours, as it was last seen
/// @param foreign another one that answers at its address, until people accept it
/// @param acceptance the last one that was heard
public record OurPlane(
        Optional<PlaneIdentity> ours,
        Optional<PlaneIdentity> foreign,
        Optional<Accepted> acceptance) {
    public static final OurPlane UNHEARD =
            new OurPlane(Optional.empty(), Optional.empty(), Optional.empty());

    /// The bus says which plane it is.
    public OurPlane seen(PlaneIdentity plane) {
        return isOurs(plane)
                ? new OurPlane(Optional.of(plane), Optional.empty(), acceptance)
                : new OurPlane(ours, Optional.of(plane), acceptance);
    }

    private boolean isOurs(PlaneIdentity plane) {
        return ours.filter(before -> !plane.continues(before)).isEmpty()
                || acceptance.filter(accepted -> plane.continues(identity(accepted))).isPresent();
    }

    /// People accepted a plane. An acceptance that is not newer than the last is one of a plane
    /// that was left since.
    public OurPlane accepted(Accepted accepted) {
        if (acceptance.filter(last -> !accepted.at().isAfter(last.at())).isPresent()) {
            return this;
        }
        var next = new OurPlane(ours, foreign, Optional.of(accepted));
        return foreign.map(next::seen).orElse(next);
    }

    /// What is to be said when somebody accepts the plane that answers now; empty before one does.
    public Optional<Accepted> accepting(Instant now) {
        return foreign.or(() -> ours)
                .map(plane ->
                        new Accepted(
                                plane.clusterId(),
                                plane.planeId(),
                                plane.partitions(),
                                plane.topicIds(),
                                afterTheLast(now)));
    }

    /// Clocks are set back, acceptances are not.
    private Instant afterTheLast(Instant now) {
        return acceptance
                .map(last -> last.at().plusMillis(1))
                .filter(next -> next.isAfter(now))
                .orElse(now);
    }

    private static PlaneIdentity identity(Accepted accepted) {
        return new PlaneIdentity(
                accepted.clusterId(),
                accepted.planeId(),
                accepted.partitions(),
                accepted.topicIds());
    }
}
