package io.nodebus.bus.loop;

import io.nodebus.bus.Bus;
import io.nodebus.bus.NotLeading;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Input;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Refused;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.bus.flight.Flight;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A loop that has begun. Confined to the turns of its timekeeper, except [#tell] and [#look],
/// which go there.
final class Running<S> {
    private enum Mode {
        AT_ONCE,
        FOLLOWING,
        CATCHING_UP,
        LEADING,
        STOPPED
    }

    private static final Bus.Hearing NOT_HEARING = Future::succeededFuture;

    private final Wiring<S> wiring;
    private final Timekeeper time;
    private final Timers timers;
    private final Spoken spoken = new Spoken();
    private final Hands hands;
    private final Mailbox mailbox = new Mailbox();
    private final Quarantine quarantine = new Quarantine();
    private final ReadBack<S> readBack;
    private final Flight flight;
    private final List<Runnable> untilCaughtUp = new ArrayList<>();

    private Stamps stamps;
    private Mode mode;
    private S state;
    private boolean heardAll;
    private @Nullable S former;
    private @Nullable PlaneIdentity plane;
    private boolean outlivedItsBus;
    private Life life;
    private boolean isWhole;
    private int generation;
    private Future<Bus.Hearing> hearing = Future.succeededFuture(NOT_HEARING);
    private Promise<Void> leads = Promise.promise();

    Running(Wiring<S> wiring, Timekeeper time, Stamps stamps, boolean follows) {
        this.wiring = wiring;
        this.time = time;
        this.stamps = stamps;
        this.life = Life.of(stamps);
        this.mode = follows ? Mode.FOLLOWING : Mode.AT_ONCE;
        this.state = wiring.initial.get();
        this.timers = new Timers(time, this::tick);
        this.hands = new Hands(wiring, time, timers, spoken, this::tell);
        this.readBack = new ReadBack<>(wiring, time, spoken, this::correct);
        this.flight = new Flight(wiring.flightInputs);
    }

    Future<Void> begin() {
        return mailbox.add(() -> renew(false)).compose(_ -> hearing.mapEmpty());
    }

    Future<Void> stop() {
        mode = Mode.STOPPED;
        generation++;
        timers.sleepAll();
        readBack.stop();
        leads.tryFail(stopped());
        releaseWaiting();
        return hearing.compose(Bus.Hearing::stop);
    }

    void follow() {
        time.soon(() -> {
            if (mode != Mode.STOPPED) {
                mode = Mode.FOLLOWING;
                readBack.stop();
                leads.tryFail(new NotLeading(wiring.name));
                releaseWaiting();
            }
        });
    }

    Future<Void> lead(Stamps stamps) {
        var leading = Promise.<Void>promise();
        time.soon(() -> {
            leads.tryFail(new NotLeading(wiring.name));
            leads = leading;
            mailbox.add(
                            () -> {
                                if (mode == Mode.STOPPED) {
                                    return Future.failedFuture(stopped());
                                }
                                this.stamps = stamps;
                                life = Life.of(stamps);
                                mode = Mode.CATCHING_UP;
                                return renew(true);
                            })
                    .onFailure(leading::tryFail);
        });
        return leading.future();
    }

    Future<Void> tell(Object message) {
        var answer = new Answer<Void>();
        time.soon(() -> take(new Told<>(message, time.now()), answer));
        return answer.future();
    }

    /// A half-rebuilt state must not answer: what is told during a takeover waits for its end.
    private void take(Told<?> told, Answer<Void> answer) {
        mailbox.add(() -> {
            if (mode == Mode.CATCHING_UP) {
                untilCaughtUp.add(() -> take(told, answer));
                return Future.succeededFuture();
            }
            return decide(told).onComplete(answer::give).otherwiseEmpty();
        });
    }

    private void tick(String timer) {
        var current = generation;
        mailbox.add(() -> {
            if (generation != current) {
                return Future.succeededFuture();
            }
            if (mode == Mode.CATCHING_UP) {
                untilCaughtUp.add(() -> tick(timer));
                return Future.succeededFuture();
            }
            return decide(new Tick(timer, time.now()));
        });
    }

    private void releaseWaiting() {
        var waiting = List.copyOf(untilCaughtUp);
        untilCaughtUp.clear();
        waiting.forEach(Runnable::run);
    }

    Future<Void> readBack() {
        var answer = new Answer<Void>();
        time.soon(() -> readBack.now().onComplete(answer::give));
        return answer.future();
    }

    <T> Future<T> look(Function<S, T> view) {
        var answer = new Answer<T>();
        time.soon(() -> answer.give(Future.succeededFuture(state).map(view)));
        return answer.future();
    }

    /// A new state that hears everything again. When the bus has become another one, what it has is
    /// not what there was, and what is remembered is all that is left of that: then it is the state
    /// there is that hears everything again.
    private Future<Void> renew(boolean anew) {
        var listening = new Listening(++generation);
        if (mode == Mode.LEADING) {
            mode = Mode.CATCHING_UP;
        }
        isWhole = false;
        timers.sleepAll();
        readBack.forget();
        if (!(outlivedItsBus && wiring.remembers)) {
            former = heardAll ? state : former;
            heardAll = false;
            state = wiring.initial.get();
            flight.begins();
        }
        var stopped =
                hearing.recover(_ -> Future.succeededFuture(NOT_HEARING))
                        .compose(Bus.Hearing::stop);
        hearing =
                time.here(stopped)
                        .compose(_ -> time.here(wiring.bus.hear(wiring.allEars(), listening)));
        return decide(new Began(anew, time.now()));
    }

    private Future<Void> decide(Input input) {
        if (mode == Mode.STOPPED) {
            return Future.failedFuture(stopped());
        }
        var now = input.at(time.now());
        try {
            wiring.meters.decided(now);
            readBack.heard(now);
            var decision = wiring.deciders.decide(state, now);
            state = decision.next();
            flight.decided(now, decision.commands());
            return carryOut(now, decision.commands()).recover(cause -> fault(now, cause));
        } catch (RuntimeException e) {
            flight.fellOver(now);
            return fault(now, e);
        }
    }

    private Future<Void> carryOut(Input input, List<Command> commands) {
        return switch (mode) {
            case AT_ONCE, LEADING -> carryOutAll(input, commands);
            case CATCHING_UP -> {
                if (input instanceof CaughtUp) {
                    mode = Mode.LEADING;
                    yield carryOutAll(input, commands);
                }
                hands.onlyTimers(commands);
                yield Future.succeededFuture();
            }
            case FOLLOWING -> {
                hands.onlyTimers(commands);
                yield input instanceof Told<?> && Hands.wantMore(commands)
                        ? Future.failedFuture(new NotLeading(wiring.name))
                        : Future.succeededFuture();
            }
            case STOPPED -> Future.failedFuture(stopped());
        };
    }

    private Future<Void> carryOutAll(Input input, List<Command> commands) {
        var all = new ArrayList<>(commands);
        quarantine
                .untold()
                .forEach(quarantined -> wiring.decisions.that(quarantined).ifPresent(all::add));
        readBack.saying(all);
        var done = hands.carryOut(all, stamps, input.at());
        return input instanceof CaughtUp ? done.onSuccess(_ -> becomesWhole()) : done;
    }

    /// What had to wait for a whole state can go on.
    private void becomesWhole() {
        isWhole = true;
        leads.tryComplete();
        releaseWaiting();
        readBack.start();
    }

    /// Law 2: in a turn of its own, because only between two decisions the state and what was said
    /// of it agree.
    private Future<Void> correct(Topic<?> topic, Function<S, Reading.Corrections> corrections) {
        return mailbox.add(() -> {
            if (mode != Mode.AT_ONCE && mode != Mode.LEADING) {
                return Future.succeededFuture();
            }
            try {
                var found = corrections.apply(state);
                wiring.meters.corrected(topic, found);
                readBack.saying(List.copyOf(found.says()));
                return hands.carryOut(List.copyOf(found.says()), stamps, time.now());
            } catch (RuntimeException e) {
                return stopLoudly(
                        "%s cannot say what %s should be%s"
                                .formatted(wiring.name, topic.kind(), kept(e)),
                        e);
            }
        });
    }

    private Future<Void> fault(Input input, Throwable cause) {
        if (cause instanceof NotLeading || mode == Mode.STOPPED) {
            return Future.failedFuture(cause);
        }
        var what = "%s cannot decide on %s%s".formatted(wiring.name, input, kept(cause));
        if (!(input instanceof Heard<?> heard)) {
            return stopLoudly(what, cause);
        }
        quarantine.admit(heard, cause);
        wiring.meters.quarantined(quarantine.size());
        if (quarantine.isFull()) {
            return stopLoudly(
                    what + ", and more than %d keys are in quarantine".formatted(Quarantine.MOST),
                    cause);
        }
        wiring.faults.quarantined(what, cause);
        return renew(true)
                .compose(_ -> heard.topic().isState() ? Future.succeededFuture() : hear(heard));
    }

    /// Says where the flight is that ended here.
    private String kept(Throwable cause) {
        return wiring.flights
                .keep(flight.recording(wiring.name, life.one().id(), cause))
                .map(" (what it heard: %s)"::formatted)
                .orElse("");
    }

    /// The first thing that is heard of a bus. Whoever begins to hear it is not told that it was
    /// another one before, and may have begun because of that: a takeover and a wiped bus come
    /// together. The last state that had heard everything is kept until the next one has: it may
    /// meet the old bus first, and another takeover may break it off.
    private PlaneSeen met(PlaneSeen seen) {
        var before = plane;
        plane = seen.plane();
        if (before == null || seen.plane().continues(before)) {
            return seen;
        }
        if (former != null && wiring.remembers) {
            state = former;
        }
        former = null;
        outlivedItsBus = true;
        spoken.forget();
        return new PlaneSeen(seen.plane(), true, seen.at());
    }

    private Future<Void> stopLoudly(String what, Throwable cause) {
        stop();
        wiring.faults.stopped(what, cause);
        return Future.failedFuture(stopped());
    }

    private IllegalStateException stopped() {
        return new IllegalStateException(wiring.name + " has stopped");
    }

    private Future<Void> hear(Heard<?> heard) {
        if (isWhole && life.isLaterThan(heard.stamp())) {
            readBack.overtaken(heard);
        }
        var instead = quarantine.inPlaceOf(heard);
        wiring.meters.quarantined(quarantine.size());
        return decide(instead.isPresent() ? instead.get() : heard);
    }

    /// Hears for one state. What arrives for an older one is let go.
    private final class Listening implements Bus.Listener {
        private final int forGeneration;

        Listening(int forGeneration) {
            this.forGeneration = forGeneration;
        }

        @Override
        public Future<?> heard(Heard<?> heard) {
            return inTurn(() -> hear(heard));
        }

        @Override
        public Future<?> overtaken(Heard<?> older) {
            return inTurn(() -> {
                // A state that is not whole implies too little. Once it is, it reads the topic back
                // and finds this record.
                if (isWhole) {
                    readBack.overtaken(older);
                }
                return Future.succeededFuture();
            });
        }

        @Override
        public Future<?> refused(Refused refused) {
            return inTurn(() -> decide(refused));
        }

        @Override
        public Future<?> plane(PlaneSeen plane) {
            return inTurn(() -> decide(met(plane)));
        }

        @Override
        public Future<?> caughtUp(CaughtUp caughtUp) {
            return inTurn(() -> {
                former = null;
                heardAll = true;
                return decide(caughtUp);
            });
        }

        @Override
        public Future<?> missing(Missing<?> missing) {
            return inTurn(() -> decide(missing));
        }

        @Override
        public Future<?> bus(BusState state) {
            return inTurn(() -> decide(state));
        }

        private Future<?> inTurn(Supplier<Future<Void>> work) {
            return mailbox.add(
                    () -> generation == forGeneration ? work.get() : Future.succeededFuture());
        }
    }
}
