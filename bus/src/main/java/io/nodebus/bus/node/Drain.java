package io.nodebus.bus.node;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Unsayable;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.journal.Journal;
import io.nodebus.bus.journal.Lane;
import io.nodebus.bus.journal.Scribe;
import io.nodebus.bus.journal.Scribe.Until;
import io.nodebus.bus.journal.Unsent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/// Sends what the journal owes to the bus behind: state first, then readings, then events. Confined
/// to the turns of the node's bus.
///
/// After the bus was away, events go at a limited rate and begin after a random while. Only a
/// limited number of records is on its way. When the bus fails one that it could take, everything
/// stops, and goes on with the oldest that did not arrive.
final class Drain {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration GAPS_AT_LEAST_APART = Duration.ofSeconds(10);

    private final NodeBusSettings settings;
    private final Scribe scribe;
    private final Gaps gaps;
    private final Rejects rejects;
    private final Timekeeper home;
    private final RandomGenerator random;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final LongAdder sent = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private Optional<Bus> behind = Optional.empty();
    private Timekeeper.Alarm alarm = () -> {};
    private boolean there;
    private Pace pace = Pace.FREE;
    private Duration pause = FIRST_PAUSE;
    private int budget;
    private int ownOnTheWay;
    private int eventsOnTheWay;
    private boolean asking;
    private boolean failing;
    private boolean gapsRest;

    /// How events are sent.
    private enum Pace {
        /// As they come.
        FREE,
        /// Not yet.
        WAITS,
        /// A few at each tick, until all that was kept is gone.
        LIMITED
    }

    /// What is told of gaps.
    interface Gaps {
        /// Puts what was missed into words, if anything. On the scribe's thread.
        void tell(Journal journal) throws IOException;
    }

    Drain(
            NodeBusSettings settings,
            Scribe scribe,
            Gaps gaps,
            Rejects rejects,
            Timekeeper home,
            RandomGenerator random) {
        this.settings = settings;
        this.scribe = scribe;
        this.gaps = gaps;
        this.rejects = rejects;
        this.home = home;
        this.random = random;
    }

    /// There may be something to send. From any thread.
    void wake() {
        if (!woken.getAndSet(true)) {
            home.soon(() -> {
                woken.set(false);
                pump();
            });
        }
    }

    /// The bus is there, for the first time or again.
    void there(Bus bus) {
        behind = Optional.of(bus);
        there = true;
        pace = Pace.WAITS;
        gapsRest = false;
        alarm.cancel();
        alarm =
                home.after(
                        Duration.ofMillis(
                                (long) (settings.jitter().toMillis() * random.nextDouble())),
                        this::tick);
        pump();
    }

    /// What is on its way stays there: the bus behind holds on to it.
    void away() {
        there = false;
        alarm.cancel();
    }

    private void tick() {
        pace = Pace.LIMITED;
        if (eventsOwed() == 0) {
            pace = Pace.FREE;
            pump();
            return;
        }
        budget = (int) Math.max(1, settings.eventsPerSecond() * TICK.toMillis() / 1000);
        pump();
        alarm = home.after(TICK, this::tick);
    }

    private int ownOwed() {
        var figures = scribe.figures();
        return figures.unsentState() + figures.unsentReadings() - ownOnTheWay;
    }

    private int eventsOwed() {
        return scribe.figures().unsentEvents() - eventsOnTheWay;
    }

    private int eventsAllowed() {
        return switch (pace) {
            case FREE -> Integer.MAX_VALUE;
            case WAITS -> 0;
            case LIMITED -> budget;
        };
    }

    private void pump() {
        var room = settings.mostOnTheWay() - ownOnTheWay - eventsOnTheWay;
        if (!there || asking || failing || room <= 0) {
            return;
        }
        var events = Math.min(eventsAllowed(), eventsOwed());
        if (ownOwed() <= 0 && events <= 0) {
            tellGaps();
            return;
        }
        asking = true;
        home.here(scribe.ask(Until.WRITTEN, journal -> next(journal, room, events)))
                .onComplete(next -> {
                    asking = false;
                    if (next.succeeded()) {
                        send(next.result());
                    }
                });
    }

    private static List<Unsent> next(Journal journal, int room, int events) throws IOException {
        var next = new ArrayList<>(journal.takeOwn(room));
        next.addAll(journal.takeEvents(Math.max(0, Math.min(room - next.size(), events))));
        return next;
    }

    private void send(List<Unsent> records) {
        for (var unsent : records) {
            if (unsent.lane() == Lane.EVENT) {
                eventsOnTheWay++;
                budget--;
            } else {
                ownOnTheWay++;
            }
        }
        records.forEach(this::send);
        pump();
    }

    private void send(Unsent unsent) {
        if (unsent.notAfter().filter(home.now().wall()::isAfter).isPresent()) {
            expired.increment();
            settled(unsent, journal -> journal.lost(unsent.number()));
            return;
        }
        try {
            var said = Transcription.said(unsent.record());
            home.here(behind.orElseThrow().say(List.of(said)))
                    .onSuccess(_ -> arrived(unsent))
                    .onFailure(cause -> failed(unsent, cause));
        } catch (IllegalArgumentException e) {
            refused(unsent, String.valueOf(e.getMessage()));
        }
    }

    private void arrived(Unsent unsent) {
        sent.increment();
        pause = FIRST_PAUSE;
        settled(unsent, journal -> journal.arrived(unsent.number()));
    }

    private void failed(Unsent unsent, Throwable cause) {
        if (cause instanceof Unsayable) {
            refused(unsent, String.valueOf(cause.getMessage()));
            return;
        }
        failing = true;
        onTheWayNoMore(unsent);
        goOnLater();
    }

    private void refused(Unsent unsent, String because) {
        rejected.increment();
        settled(
                unsent,
                journal -> {
                    rejects.add(unsent.record(), because);
                    journal.arrived(unsent.number());
                });
    }

    private interface Settlement {
        void in(Journal journal) throws IOException;
    }

    private void settled(Unsent unsent, Settlement settlement) {
        home.here(
                        scribe.ask(
                                Until.WRITTEN,
                                journal -> {
                                    settlement.in(journal);
                                    return true;
                                }))
                .onComplete(_ -> {
                    onTheWayNoMore(unsent);
                    if (failing) {
                        goOnLater();
                    } else {
                        pump();
                    }
                });
    }

    private void onTheWayNoMore(Unsent unsent) {
        if (unsent.lane() == Lane.EVENT) {
            eventsOnTheWay--;
        } else {
            ownOnTheWay--;
        }
    }

    /// Once nothing is on its way any more, it is known what did not arrive.
    private void goOnLater() {
        if (ownOnTheWay + eventsOnTheWay > 0) {
            return;
        }
        var wait = pause.plusMillis((long) (pause.toMillis() * random.nextDouble()));
        pause =
                pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                        ? LONGEST_PAUSE
                        : pause.multipliedBy(2);
        home.here(
                        scribe.ask(
                                Until.WRITTEN,
                                journal -> {
                                    journal.takeBack();
                                    return true;
                                }))
                .onSuccess(_ ->
                        home.after(
                                wait,
                                () -> {
                                    failing = false;
                                    pump();
                                }));
    }

    /// When everything else is sent. Not at once after the last time: while records follow each
    /// other fast, some are superseded all the time.
    private void tellGaps() {
        var figures = scribe.figures();
        if (gapsRest || figures.unsent() > 0 || figures.dropped() + figures.superseded() == 0) {
            return;
        }
        gapsRest = true;
        home.after(
                GAPS_AT_LEAST_APART,
                () -> {
                    gapsRest = false;
                    pump();
                });
        scribe.ask(
                Until.FORCED,
                journal -> {
                    gaps.tell(journal);
                    return true;
                });
    }

    long sent() {
        return sent.sum();
    }

    long rejected() {
        return rejected.sum();
    }

    long expired() {
        return expired.sum();
    }
}
