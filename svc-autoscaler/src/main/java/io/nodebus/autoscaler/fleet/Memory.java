package io.nodebus.autoscaler.fleet;

import io.nodebus.bus.decide.OurPlane;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.pod.PodBound.Bound;
import io.nodebus.contracts.stamp.Stamp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What one process knows for good, and keeps when its state is rebuilt.
///
/// Where a uid is bound never changes, so what was once heard of it holds, whatever a bus that was
/// wiped no longer says. So does an order to end a pod, until it is taken back: the name may be
/// free already, and nobody else would know of it. And which plane this is, so that another one is
/// noticed.
public final class Memory {
    /// Of more names than have one at a time, because a name that was taken back counts too.
    private static final int MOST_NAMES = 100_000;

    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Bound> bound = new HashMap<>();
    private final SequencedMap<String, Stamp> wanted = new LinkedHashMap<>();

    /// Holds one: how it stands.
    private final Deque<OurPlane> plane = new ArrayDeque<>(List.of(OurPlane.UNHEARD));

    /// Heard from the bus, and not merely decided: what was decided may never have been said.
    void bound(String key, Place place, Bound record) {
        places.put(record.pod().uid(), place);
        bound.put(key, record);
    }

    /// It was taken back, or that was decided: if it was never said, the bus still has the record.
    public void unbound(String key) {
        bound.remove(key);
    }

    /// Whether a node was told to run a pod, and not yet that it need not.
    boolean isBound(String key, String uid) {
        var last = bound.get(key);
        return last != null && last.pod().uid().equals(uid);
    }

    /// What was ordered to end and was not taken back, by key of `pods.bound`.
    Map<String, Bound> orders() {
        var orders = new TreeMap<>(bound);
        orders.values().removeIf(record -> record.deletion().isEmpty());
        return orders;
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

    /// The bus says which plane it is.
    public void seen(PlaneIdentity seen) {
        plane.add(plane.remove().seen(seen));
        if (foreign().isPresent()) {
            // Stamps count anew there.
            wanted.clear();
        }
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
