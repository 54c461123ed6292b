package io.nodebus.bus.node;

import io.nodebus.bus.Bus;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Refused;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.util.Optional;

/// Tells a hearer one thing after the other, and nothing twice. Confined to the hearer's turns.
final class Teller {
    private final Timekeeper turns;
    private final Bus.Listener listener;
    private final Letterbox letters;
    private Optional<PlaneIdentity> plane = Optional.empty();
    private boolean away;
    private boolean caughtUp;

    Teller(Timekeeper turns, Bus.Listener listener) {
        this.turns = turns;
        this.listener = listener;
        this.letters = new Letterbox(turns);
    }

    Future<Void> plane(PlaneIdentity seen, boolean changed) {
        if (plane.filter(seen::equals).isPresent() && !changed) {
            return Future.succeededFuture();
        }
        plane = Optional.of(seen);
        return letters.put(() -> listener.plane(new PlaneSeen(seen, changed, turns.now())));
    }

    Future<Void> heard(Heard<?> heard) {
        return letters.put(() -> listener.heard(heard.at(turns.now())));
    }

    /// The same, when something else is done first, however that ends.
    Future<Void> heard(Future<?> first, Heard<?> heard) {
        return letters.put(() ->
                turns.here(first).transform(_ -> listener.heard(heard.at(turns.now())).mapEmpty()));
    }

    <M> Future<Void> missing(Topic<M> topic, String key) {
        return letters.put(() -> listener.missing(new Missing<>(topic, key, turns.now())));
    }

    Future<Void> overtaken(Heard<?> older) {
        return letters.put(() -> listener.overtaken(older));
    }

    Future<Void> refused(Refused refused) {
        return letters.put(() -> listener.refused(refused));
    }

    Future<Void> caughtUp() {
        var anew = caughtUp;
        caughtUp = true;
        return letters.put(() -> listener.caughtUp(new CaughtUp(anew, turns.now())));
    }

    boolean isCaughtUp() {
        return caughtUp;
    }

    void away() {
        if (!away) {
            away = true;
            letters.put(() -> listener.bus(new BusState.Away(turns.now())));
        }
    }

    void back() {
        if (away) {
            away = false;
            letters.put(() -> listener.bus(new BusState.Back(turns.now())));
        }
    }

    void close() {
        letters.close();
    }
}
