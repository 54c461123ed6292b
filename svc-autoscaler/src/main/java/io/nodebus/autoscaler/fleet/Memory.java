package io.nodebus.autoscaler.fleet;

import io.nodebus.bus.decide.PlaneIdentity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What one process knows for good, and keeps when its state is rebuilt.
///
/// Where a uid is bound never changes, so what was once heard of it holds, whatever a bus that was
/// wiped no longer says. And which plane this is, so that another one is noticed.
public final class Memory {
    private final Map<String, Place> places = new HashMap<>();
    private final Deque<PlaneIdentity> planes = new ArrayDeque<>();
    private final Deque<PlaneIdentity> foreign = new ArrayDeque<>();

    /// Heard from the bus, and not merely decided: what was decided may never have been said.
    void bound(String uid, Place place) {
        places.put(uid, place);
    }

    void over(String uid) {
        places.remove(uid);
    }

    Optional<Place> placeOf(String uid) {
        return Optional.ofNullable(places.get(uid));
    }

    /// The bus says which plane it is. One that does not continue the one before is foreign until
    /// somebody accepts it.
    public void seen(PlaneIdentity plane) {
        foreign.clear();
        if (planes.isEmpty() || plane.continues(planes.getLast())) {
            planes.clear();
            planes.add(plane);
        } else {
            foreign.add(plane);
        }
    }

    /// The plane that took the place of ours, until it is accepted.
    public Optional<PlaneIdentity> foreign() {
        return Optional.ofNullable(foreign.peekLast());
    }

    /// A person says that the foreign plane is ours now.
    public void accept() {
        foreign()
                .ifPresent(plane -> {
                    planes.clear();
                    planes.add(plane);
                    foreign.clear();
                });
    }
}
