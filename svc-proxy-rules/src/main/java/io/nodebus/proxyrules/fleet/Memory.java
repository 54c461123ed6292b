package io.nodebus.proxyrules.fleet;

import io.nodebus.bus.decide.PlaneIdentity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What one process keeps when its state is rebuilt: which plane this is, so that another one is
/// noticed.
public final class Memory {
    private final Deque<PlaneIdentity> planes = new ArrayDeque<>();
    private final Deque<PlaneIdentity> foreign = new ArrayDeque<>();

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
