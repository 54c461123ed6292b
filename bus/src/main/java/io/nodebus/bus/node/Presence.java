package io.nodebus.bus.node;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.contracts.node.NodeDesired;
import io.vertx.core.Future;
import java.util.Set;

/// Listens to the bus behind for the node itself: whether it is there, which one it is, and what
/// was decided about this node. Confined to the turns of the node's bus.
final class Presence implements Bus.Listener {
    private final BehindHearing guarded;
    private final Told told;
    private boolean there;

    /// What the node does about it.
    interface Told {
        void there();

        void away();

        /// Everything was read: for the first time, after a long absence, or on another plane.
        void read();
    }

    Presence(Inside inside, Timekeeper home, Told told) {
        this.told = told;
        this.guarded =
                new BehindHearing(
                        inside,
                        home,
                        Set.of(Ear.ofNode(NodeDesired.TOPIC, inside.wiring().node())),
                        new Known(),
                        new Teller(home, new Nobody()),
                        new BehindHearing.Outcome() {
                            @Override
                            public void away() {
                                isThere(false);
                            }

                            @Override
                            public void read() {
                                told.read();
                            }
                        });
    }

    Set<Ear> ears() {
        return guarded.ears();
    }

    private void isThere(boolean now) {
        if (now != there) {
            there = now;
            if (now) {
                told.there();
            } else {
                told.away();
            }
        }
    }

    @Override
    public Future<?> plane(PlaneSeen seen) {
        var done = guarded.plane(seen);
        isThere(true);
        return done;
    }

    @Override
    public Future<?> heard(Heard<?> heard) {
        return guarded.heard(heard);
    }

    @Override
    public Future<?> missing(Missing<?> missing) {
        return guarded.missing(missing);
    }

    @Override
    public Future<?> caughtUp(CaughtUp caughtUp) {
        isThere(true);
        return guarded.caughtUp(caughtUp);
    }

    @Override
    public Future<?> bus(BusState state) {
        var done = guarded.bus(state);
        isThere(state instanceof BusState.Back);
        return done;
    }

    /// The node itself wants no records.
    private static final class Nobody implements Bus.Listener {
        @Override
        public Future<?> heard(Heard<?> heard) {
            return Future.succeededFuture();
        }
    }
}
