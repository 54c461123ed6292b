package io.nodebus.bus.node;

import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.journal.RememberedPlane;
import io.nodebus.contracts.node.NodeDesired;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Compares the plane that is heard with the one this node belongs to (design law 9), and remembers
/// what was accepted. Used by hearers on any context, so each method is one step under a lock.
///
/// While another plane is heard, records that exist are heard and nothing that is merely absent
/// ends anything, until `nodes.desired` says `acceptPlane` with its cluster id. A plane with the
/// same cluster id (a topic made anew, a restored backup) is accepted by a record that was said
/// after the change was noticed.
final class PlaneGuard {
    private final Consumer<RememberedPlane> remember;
    private RememberedPlane remembered;
    private PlaneState state;

    /// @param remembered from the journal
    /// @param remember told what the journal is to remember from now on
    PlaneGuard(RememberedPlane remembered, Consumer<RememberedPlane> remember) {
        this.remembered = remembered;
        this.remember = remember;
        this.state = new PlaneState.Unseen();
    }

    synchronized PlaneState state() {
        return state;
    }

    /// Of the plane this node belongs to; 0 before it was heard for the first time.
    synchronized int partitions() {
        return remembered.identity().partitions();
    }

    synchronized boolean isWithholding() {
        return state instanceof PlaneState.Changed;
    }

    /// Of the plane that is heard: what was heard on it carries this number in the journal.
    synchronized long number() {
        return remembered.number() + (isWithholding() ? 1 : 0);
    }

    /// A hearer sees which plane it hears. True when it is not the one this node belongs to.
    synchronized boolean isAnother(PlaneIdentity seen, Instant now) {
        if (remembered.isNone() || seen.continues(remembered.identity())) {
            remember(
                    new RememberedPlane(
                            remembered.number(),
                            merged(seen),
                            remembered.epochs(),
                            remembered.acceptedBy()));
            if (!(state instanceof PlaneState.Changed changed && changed.is().equals(seen))) {
                state = new PlaneState.Same(seen);
            }
            return state instanceof PlaneState.Changed;
        }
        if (!(state instanceof PlaneState.Changed changed && changed.is().equals(seen))) {
            state = new PlaneState.Changed(remembered.identity(), seen, difference(seen), now);
        }
        return true;
    }

    /// Topics that are not there now may come back.
    private PlaneIdentity merged(PlaneIdentity seen) {
        var topicIds = new TreeMap<>(remembered.identity().topicIds());
        topicIds.putAll(seen.topicIds());
        return new PlaneIdentity(seen.clusterId(), seen.planeId(), seen.partitions(), topicIds);
    }

    private String difference(PlaneIdentity seen) {
        var was = remembered.identity();
        if (!was.clusterId().equals(seen.clusterId())) {
            return "the cluster was %s and is %s".formatted(was.clusterId(), seen.clusterId());
        }
        if (!was.planeId().equals(seen.planeId())) {
            return "the plane was %s and is %s".formatted(was.planeId(), seen.planeId());
        }
        return seen.topicIds().entrySet().stream()
                .filter(topic ->
                        !was.topicIds()
                                .getOrDefault(topic.getKey(), topic.getValue())
                                .equals(topic.getValue()))
                .findFirst()
                .map(topic -> "topic %s was made anew".formatted(topic.getKey()))
                .orElse("its topics were made anew");
    }

    /// A hearer has read everything and this is how far the leaders were. True when they were
    /// further once: what is heard is older than what this node knows.
    synchronized boolean wentBack(Map<String, Long> epochs, Instant now) {
        if (state instanceof PlaneState.Same same) {
            for (var known : remembered.epochs().entrySet()) {
                var heard = epochs.getOrDefault(known.getKey(), 0L);
                if (heard < known.getValue()) {
                    state =
                            new PlaneState.Changed(
                                    remembered.identity(),
                                    same.identity(),
                                    "%s led in epoch %d and is said to be in %d"
                                            .formatted(known.getKey(), known.getValue(), heard),
                                    now);
                    return true;
                }
            }
            led(epochs);
        }
        return state instanceof PlaneState.Changed;
    }

    /// Leaders are in these epochs.
    synchronized void led(Map<String, Long> epochs) {
        if (state instanceof PlaneState.Same) {
            var higher = new TreeMap<>(remembered.epochs());
            epochs.forEach((service, epoch) -> higher.merge(service, epoch, Math::max));
            remember(
                    new RememberedPlane(
                            remembered.number(),
                            remembered.identity(),
                            higher,
                            remembered.acceptedBy()));
        }
    }

    /// A hearer heard what people decided about this node.
    synchronized void heard(Heard<?> desired) {
        if (!(desired.message().orElse(null) instanceof NodeDesired.Approved approved)) {
            return;
        }
        var by = desired.stamp().id();
        switch (state) {
            case PlaneState.Unseen _ -> {}
            case PlaneState.Same(var identity) -> {
                if (accepts(approved, identity)) {
                    remember(
                            new RememberedPlane(
                                    remembered.number(),
                                    remembered.identity(),
                                    remembered.epochs(),
                                    by));
                }
            }
            case PlaneState.Changed changed -> {
                if (accepts(approved, changed.is()) && isMeantNow(changed, desired)) {
                    remember(
                            new RememberedPlane(
                                    remembered.number() + 1, changed.is(), Map.of(), by));
                    state = new PlaneState.Same(changed.is());
                }
            }
        }
    }

    /// The same cluster may have been accepted before it changed.
    private boolean isMeantNow(PlaneState.Changed changed, Heard<?> desired) {
        return !changed.is().clusterId().equals(changed.was().clusterId())
                || desired.said().isAfter(changed.since())
                        && !desired.stamp().id().equals(remembered.acceptedBy());
    }

    private static boolean accepts(NodeDesired.Approved approved, PlaneIdentity plane) {
        return approved.acceptPlane().filter(plane.clusterId()::equals).isPresent();
    }

    private void remember(RememberedPlane now) {
        if (!now.equals(remembered)) {
            remembered = now;
            remember.accept(now);
        }
    }
}
