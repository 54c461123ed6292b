package io.nodebus.nodeagent;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Refused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Everything a process has of the world, until it dies: time and a bus. After that no turn of its
/// own comes, and nothing is heard or said.
final class Mortal implements Timekeeper, Bus {
    private final Timekeeper time;
    private final Bus bus;
    private final Runnable beforeSaying;
    private final Consumer<Said<?>> said;
    private boolean dead;

    /// @param beforeSaying where the process may be killed between deciding and saying
    /// @param said told of everything that was said
    Mortal(Timekeeper time, Bus bus, Runnable beforeSaying, Consumer<Said<?>> said) {
        this.time = time;
        this.bus = bus;
        this.beforeSaying = beforeSaying;
        this.said = said;
    }

    void die() {
        dead = true;
    }

    boolean isAlive() {
        return !dead;
    }

    private Runnable whileAlive(Runnable turn) {
        return () -> {
            if (isAlive()) {
                turn.run();
            }
        };
    }

    @Override
    public Moment now() {
        return time.now();
    }

    @Override
    public void soon(Runnable turn) {
        time.soon(whileAlive(turn));
    }

    @Override
    public Alarm after(Duration delay, Runnable turn) {
        return time.after(delay, whileAlive(turn));
    }

    @Override
    public int partitions() {
        return bus.partitions();
    }

    @Override
    public Future<Void> say(List<Said<?>> records) {
        if (dead) {
            return Promise.<Void>promise().future();
        }
        beforeSaying.run();
        records.forEach(said);
        return bus.say(records);
    }

    @Override
    public Future<Hearing> hear(Set<Ear> ears, Listener listener) {
        return bus.hear(
                ears,
                new Listener() {
                    @Override
                    public Future<?> heard(Heard<?> heard) {
                        return dead ? never() : listener.heard(heard);
                    }

                    @Override
                    public Future<?> caughtUp(CaughtUp caughtUp) {
                        return dead ? never() : listener.caughtUp(caughtUp);
                    }

                    @Override
                    public Future<?> missing(Missing<?> missing) {
                        return dead ? never() : listener.missing(missing);
                    }

                    @Override
                    public Future<?> bus(BusState state) {
                        return dead ? never() : listener.bus(state);
                    }

                    @Override
                    public Future<?> overtaken(Heard<?> older) {
                        return dead ? never() : listener.overtaken(older);
                    }

                    @Override
                    public Future<?> plane(PlaneSeen plane) {
                        return dead ? never() : listener.plane(plane);
                    }

                    @Override
                    public Future<?> refused(Refused refused) {
                        return dead ? never() : listener.refused(refused);
                    }
                });
    }

    private static Future<?> never() {
        return Promise.promise().future();
    }
}
