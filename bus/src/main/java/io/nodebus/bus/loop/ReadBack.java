package io.nodebus.bus.loop;

import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.clock.Timekeeper.Alarm;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Input;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/// Law 2: reads the owned topics back, at start, at takeover and slowly ever after. Reads from the
/// bus and not from what this loop remembers, or a record that was lost would never be missed.
/// Confined to the loop's turns.
final class ReadBack<S> {
    private static final Alarm NO_ALARM = () -> {};

    private final Wiring<S> wiring;
    private final Timekeeper time;
    private final Spoken spoken;
    private final Corrector<S> corrector;
    private final Set<Topic<?>> broughtSomething = new HashSet<>();
    private Optional<Reading<S, ?>> reading = Optional.empty();
    private Optional<Future<Void>> round = Optional.empty();
    private Alarm next = NO_ALARM;

    /// Takes a turn of the loop to compare with its state and to say what differs.
    interface Corrector<S> {
        Future<Void> correct(Topic<?> topic, Function<S, Reading.Corrections> corrections);
    }

    ReadBack(Wiring<S> wiring, Timekeeper time, Spoken spoken, Corrector<S> corrector) {
        this.wiring = wiring;
        this.time = time;
        this.spoken = spoken;
        this.corrector = corrector;
    }

    /// Begins a round now, and the next one an interval after its end.
    void start() {
        if (wiring.owned.isEmpty()) {
            return;
        }
        next.cancel();
        now().onComplete(done -> {
            if (!(done.cause() instanceof CancellationException)) {
                next = time.after(wiring.readBackEvery, this::start);
            }
        });
    }

    /// Completes when all that differed is said. A round that is under way is joined.
    Future<Void> now() {
        return round.orElseGet(() -> {
            var started = round(wiring.owned);
            round = started.isComplete() ? Optional.empty() : Optional.of(started);
            return started;
        });
    }

    private Future<Void> round(List<Owned<S, ?>> owned) {
        var all = Future.<Void>succeededFuture();
        for (var one : owned) {
            all = all.compose(_ -> read(one));
        }
        return all.onComplete(_ -> round = Optional.empty());
    }

    private <M> Future<Void> read(Owned<S, M> owned) {
        var reading = new Reading<>(owned, spoken);
        this.reading = Optional.of(reading);
        return time.here(wiring.bus.hear(Set.of(owned.ear()), reading))
                .compose(hearing -> time.here(reading.atItsEnd()).eventually(hearing::stop))
                .compose(_ ->
                        corrector.correct(
                                owned.topic(),
                                state -> reading.corrections(state, mayTombstone(owned))))
                .onComplete(_ -> this.reading = Optional.empty());
    }

    private boolean mayTombstone(Owned<S, ?> owned) {
        return broughtSomething.containsAll(owned.inputs());
    }

    /// Begins no further round, and gives up one that is under way.
    void stop() {
        next.cancel();
        reading.ifPresent(Reading::giveUp);
    }

    /// The state is new and has heard nothing.
    void forget() {
        stop();
        broughtSomething.clear();
    }

    void heard(Input input) {
        if (input instanceof Heard<?> heard && heard.message().isPresent()) {
            broughtSomething.add(heard.topic());
        }
    }

    /// What is being said now is newer than what is being read.
    void saying(List<Command> commands) {
        for (var command : commands) {
            if (command instanceof Say<?> say) {
                reading.ifPresent(reading -> reading.said(say.topic(), say.key()));
            }
        }
    }

    /// Says a key anew at once, because compaction would keep an older record of it.
    void overtaken(Heard<?> older) {
        for (var owned : wiring.owned) {
            if (owned.topic().equals(older.topic())) {
                correct(owned, older);
            }
        }
    }

    private <M> void correct(Owned<S, M> owned, Heard<?> older) {
        var reading = new Reading<>(owned, spoken);
        reading.overtaken(older);
        corrector.correct(
                owned.topic(), state -> reading.correctionsOfOvertaken(state, mayTombstone(owned)));
    }
}
