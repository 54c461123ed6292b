package io.nodebus.autoscaler.fleet;

import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.contracts.stamp.Stamp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What one process knows for good, and keeps when its state is rebuilt.
///
/// Where a uid is bound never changes, so what was once heard of it holds, whatever a bus that was
/// wiped no longer says. And which plane this is, so that another one is noticed.
public final class Memory {
    /// Of more names than have one at a time, because a name that was taken back counts too.
    private static final int MOST_NAMES = 100_000;

    private final Map<String, Place> places = new HashMap<>();
    private final SequencedMap<String, Stamp> wanted = new LinkedHashMap<>();
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

    /// Whether nothing newer was heard of what is wanted under a name. What is older is all that a
    /// bus has which lost the end of its log: it is of a pod that may have had the name before, and
    /// no reason to end the one that has it (design law 9). Whoever said the newer one says it
    /// again.
    boolean isNewest(String pod, Stamp stamp) {
        var before = wanted.get(pod);
        if (before != null && !stamp.equals(before) && !stamp.replaces(before)) {
            return false;
        }
        wanted.putLast(pod, stamp);
        if (wanted.size() > MOST_NAMES) {
            wanted.pollFirstEntry();
        }
        return true;
    }

    /// The bus says which plane it is. One that does not continue the one before is foreign until
    /// somebody accepts it.
    public void seen(PlaneIdentity plane) {
        foreign.clear();
        if (planes.isEmpty() || plane.continues(planes.getLast())) {
            planes.clear();
            planes.add(plane);
        } else {
            // Stamps count anew there.
            wanted.clear();
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
