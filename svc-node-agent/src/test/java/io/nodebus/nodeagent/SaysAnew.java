package io.nodebus.nodeagent;

import io.nodebus.bus.Bus;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneSeen;
import io.vertx.core.Future;
import java.util.function.Consumer;

/// A writer that hears its own topics, to notice what came late.
record SaysAnew(Consumer<Heard<?>> late) implements Bus.Listener {
    @Override
    public Future<?> overtaken(Heard<?> older) {
        late.accept(older);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> heard(Heard<?> heard) {
        return Future.succeededFuture();
    }

    @Override
    public Future<?> caughtUp(CaughtUp caughtUp) {
        return Future.succeededFuture();
    }

    @Override
    public Future<?> missing(Missing<?> missing) {
        return Future.succeededFuture();
    }

    @Override
    public Future<?> bus(BusState state) {
        return Future.succeededFuture();
    }

    @Override
    public Future<?> plane(PlaneSeen plane) {
        return Future.succeededFuture();
    }
}
