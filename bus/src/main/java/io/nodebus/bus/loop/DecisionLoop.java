package io.nodebus.bus.loop;

import static java.util.Objects.requireNonNull;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.clock.ContextTime;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Decider;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Input;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Owns the state of one service. Confined to its own Vert.x context, so nothing here is locked.
///
/// One input at a time: the next is decided on when everything the last one caused to be said is
/// durable. What is decided is carried out
///
/// | mode | when |
/// |---|---|
/// | as made | at once: a node's loop, which must work without the bus |
/// | [#follow] | never, except timers |
/// | [#lead] | once inputs and own outputs have been read to their ends |
public final class DecisionLoop<S> extends VerticleBase {
    private enum Mode {
        AT_ONCE,
        FOLLOWING,
        CATCHING_UP,
        LEADING
    }

    private record Letter(Input input, Promise<Void> done) {}

    private static final Bus.Hearing NOT_HEARING = Future::succeededFuture;

    private final String name;
    private final Supplier<S> initial;
    private final Bus bus;
    private final String source;
    private final Set<Bus.Ear> ears = new LinkedHashSet<>();
    private final Deciders<S> deciders = new Deciders<>();
    private final Edges edges = new Edges();
    private final ArrayDeque<Letter> letters = new ArrayDeque<>();
    private final ArrayDeque<Letter> untilCaughtUp = new ArrayDeque<>();

    private Stamps stamps;
    private S state;
    private Mode mode = Mode.AT_ONCE;
    private FaultHandler faults = FaultHandler.LOGS;
    private boolean busy;
    private boolean turning;
    private int generation;
    private Future<Bus.Hearing> hearing = Future.succeededFuture(NOT_HEARING);
    private @Nullable Body body;
    private Promise<Void> leads = Promise.promise();

    /// What a loop has once it has begun.
    private record Body(Timekeeper time, Timers timers, Hands hands) {}

    /// @param name for logs, metrics and the flight recorder
    /// @param initial a state that has heard nothing
    /// @param stamps numbers what this loop says, until [#lead] brings others
    /// @param source who says it, as a CloudEvents source
    public DecisionLoop(String name, Supplier<S> initial, Bus bus, Stamps stamps, String source) {
        this.name = name;
        this.initial = initial;
        this.bus = bus;
        this.stamps = stamps;
        this.source = source;
        this.state = initial.get();
    }

    /// Who decides on records of all partitions of a topic.
    public <M> DecisionLoop<S> hears(Topic<M> topic, Decider<S, Heard<M>> decider) {
        return hears(Bus.Ear.all(topic), decider);
    }

    /// Who decides on the records of a topic. `M` is what the ear's topic carries.
    public <M> DecisionLoop<S> hears(Bus.Ear ear, Decider<S, Heard<M>> decider) {
        ears.add(ear);
        deciders.heard(ear.topic(), decider);
        return this;
    }

    /// Who decides when a key is gone without a tombstone.
    public <M> DecisionLoop<S> misses(Topic<M> topic, Decider<S, Missing<M>> decider) {
        deciders.missing(topic, decider);
        return this;
    }

    /// Who sets the first timers.
    public DecisionLoop<S> begins(Decider<S, Began> decider) {
        deciders.began(decider);
        return this;
    }

    public DecisionLoop<S> caughtUp(Decider<S, CaughtUp> decider) {
        deciders.caughtUp(decider);
        return this;
    }

    public DecisionLoop<S> bus(Decider<S, BusState> decider) {
        deciders.bus(decider);
        return this;
    }

    /// Who decides on all timers of this loop.
    public DecisionLoop<S> ticks(Decider<S, Tick> decider) {
        deciders.ticks(decider);
        return this;
    }

    /// Who decides on what edges and people tell.
    public <M> DecisionLoop<S> told(Class<M> family, Decider<S, Told<M>> decider) {
        deciders.told(family, decider);
        return this;
    }

    /// Which edge carries out the orders of a class. It is called on the loop's context and must
    /// not block; it may tell the loop what came of it at any time, from any thread.
    public <O> DecisionLoop<S> acts(Class<O> orders, BiConsumer<O, Consumer<Object>> edge) {
        edges.add(orders, edge);
        return this;
    }

    @Override
    public Future<?> start() {
        return begin(new ContextTime(requireNonNull(context)));
    }

    @Override
    public Future<?> stop() {
        generation++;
        mode = Mode.FOLLOWING;
        if (body != null) {
            body.timers().sleepAll();
        }
        return hearing.compose(Bus.Hearing::stop);
    }

    /// Begins on a timekeeper's turns instead of a verticle's: what tests and simulations in
    /// virtual time do.
    public Future<Void> begin(Timekeeper time) {
        var timers = new Timers(time, timer -> receive(new Tick(timer, time.now())));
        body = new Body(time, timers, new Hands(bus, source, edges, time, timers, this::tell));
        return renew(false);
    }

    /// Follows: everything is heard, the state follows, nothing is carried out. Called before the
    /// loop begins, or when leadership is lost.
    public DecisionLoop<S> follow() {
        if (body == null) {
            mode = Mode.FOLLOWING;
        } else {
            body.time()
                    .soon(() -> {
                        mode = Mode.FOLLOWING;
                        releaseWaiting();
                        turn();
                    });
        }
        return this;
    }

    /// Leads: the state is rebuilt from inputs and own outputs, and once these are read to their
    /// ends, what is decided is carried out. Completes then.
    public Future<Void> lead(Stamps stamps) {
        var leading = Promise.<Void>promise();
        var body = begun();
        body.time()
                .soon(() -> {
                    this.stamps = stamps;
                    mode = Mode.CATCHING_UP;
                    leads.tryFail(new NotLeading(name));
                    leads = leading;
                    renew(true).onFailure(leading::tryFail);
                });
        return leading.future();
    }

    /// Tells the loop something, from any thread. Completes when it was decided on and what was
    /// said is durable; fails with [NotLeading] when there was something to carry out and this loop
    /// follows.
    public Future<Void> tell(Object message) {
        var answer = new Answer<Void>();
        var time = begun().time();
        time.soon(() -> receive(new Told<>(message, time.now())).onComplete(answer::give));
        return answer.future();
    }

    /// Reads the state between two decisions, from any thread. What is taken out of a mutable state
    /// must be a copy.
    public <T> Future<T> look(Function<S, T> view) {
        var answer = new Answer<T>();
        begun().time().soon(() -> answer.give(Future.succeededFuture(state).map(view)));
        return answer.future();
    }

    private Body begun() {
        if (body == null) {
            throw new IllegalStateException(name + " has not begun");
        }
        return body;
    }

    /// A new state that hears everything again. What edges and people told meanwhile is kept.
    private Future<Void> renew(boolean anew) {
        var body = begun();
        var listening = new Listening(++generation);
        body.timers().sleepAll();
        state = initial.get();
        forgetWhatWasHeard();
        letters.addFirst(letter(new Began(anew, body.time().now())));
        var stopped =
                hearing.recover(_ -> Future.succeededFuture(NOT_HEARING))
                        .compose(Bus.Hearing::stop);
        hearing =
                body.time()
                        .here(stopped)
                        .compose(_ -> body.time().here(bus.hear(Set.copyOf(ears), listening)));
        turn();
        return hearing.mapEmpty();
    }

    private void forgetWhatWasHeard() {
        for (var i = letters.size(); i > 0; i--) {
            var letter = letters.remove();
            switch (letter.input()) {
                case Told<?> _ -> letters.add(letter);
                case Began _, Heard<?> _, Missing<?> _, CaughtUp _, BusState _, Tick _ ->
                        letter.done().complete();
            }
        }
    }

    private static Letter letter(Input input) {
        return new Letter(input, Promise.promise());
    }

    private Future<Void> receive(Input input) {
        return receive(letter(input));
    }

    private Future<Void> receive(Letter letter) {
        (waits(letter.input()) ? untilCaughtUp : letters).add(letter);
        turn();
        return letter.done().future();
    }

    /// A half-rebuilt state must not answer, nor miss a deadline it has only begun to know.
    private boolean waits(Input input) {
        return mode == Mode.CATCHING_UP
                && switch (input) {
                    case Told<?> _, Tick _ -> true;
                    case Began _, Heard<?> _, Missing<?> _, CaughtUp _, BusState _ -> false;
                };
    }

    private void releaseWaiting() {
        letters.addAll(untilCaughtUp);
        untilCaughtUp.clear();
    }

    private void turn() {
        if (turning) {
            return;
        }
        turning = true;
        try {
            while (!busy && !letters.isEmpty()) {
                take(letters.remove());
            }
        } finally {
            turning = false;
        }
    }

    private void take(Letter letter) {
        busy = true;
        var done = decide(letter.input().at(begun().time().now()));
        if (done.isComplete()) {
            settle(letter, done);
        } else {
            done.onComplete(_ -> {
                settle(letter, done);
                turn();
            });
        }
    }

    private void settle(Letter letter, Future<Void> done) {
        busy = false;
        if (done.succeeded()) {
            letter.done().complete();
        } else {
            letter.done().fail(done.cause());
        }
    }

    private Future<Void> decide(Input input) {
        try {
            var decision = deciders.decide(state, input);
            state = decision.next();
            return carryOut(input, decision.commands()).onFailure(cause -> fault(input, cause));
        } catch (RuntimeException e) {
            fault(input, e);
            return Future.failedFuture(e);
        }
    }

    private Future<Void> carryOut(Input input, List<Command> commands) {
        var hands = begun().hands();
        return switch (mode) {
            case AT_ONCE, LEADING -> hands.carryOut(commands, stamps, input.at());
            case FOLLOWING -> {
                hands.onlyTimers(commands);
                yield input instanceof Told<?> && Hands.wantMore(commands)
                        ? Future.failedFuture(new NotLeading(name))
                        : Future.succeededFuture();
            }
            case CATCHING_UP ->
                    switch (input) {
                        case CaughtUp _ -> {
                            mode = Mode.LEADING;
                            releaseWaiting();
                            yield hands.carryOut(commands, stamps, input.at())
                                    .onSuccess(_ -> leads.tryComplete());
                        }
                        case Began _, Heard<?> _, Missing<?> _, BusState _, Tick _, Told<?> _ -> {
                            hands.onlyTimers(commands);
                            yield Future.succeededFuture();
                        }
                    };
        };
    }

    private void fault(Input input, Throwable cause) {
        if (cause instanceof NotLeading) {
            return;
        }
        faults.fault("%s cannot decide on %s".formatted(name, input), cause);
    }

    /// Hears for one state. What arrives for an older one is let go.
    private final class Listening implements Bus.Listener {
        private final int forGeneration;

        Listening(int forGeneration) {
            this.forGeneration = forGeneration;
        }

        @Override
        public Future<?> heard(Heard<?> heard) {
            return hear(heard);
        }

        @Override
        public Future<?> caughtUp(CaughtUp caughtUp) {
            return hear(caughtUp);
        }

        @Override
        public Future<?> missing(Missing<?> missing) {
            return hear(missing);
        }

        @Override
        public Future<?> bus(BusState state) {
            return hear(state);
        }

        private Future<?> hear(Input input) {
            return generation == forGeneration ? receive(input) : Future.succeededFuture();
        }
    }
}
