package io.nodebus.bus.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.Unsayable;
import io.nodebus.bus.clock.ContextTime;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.bus.journal.Journal;
import io.nodebus.bus.journal.JournalFigures;
import io.nodebus.bus.journal.JournalFull;
import io.nodebus.bus.journal.JournalRecord;
import io.nodebus.bus.journal.Lane;
import io.nodebus.bus.journal.RememberedPlane;
import io.nodebus.bus.journal.Scribe;
import io.nodebus.bus.journal.Scribe.Until;
import io.nodebus.contracts.meta.Perishable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bus of a node. May be used from any context; hearers are served on theirs.
///
/// What is said is heard in this process at once, whatever the disk does. [#say] completes when the
/// journal has it for good, and never waits for the bus behind. Sending is the journal's affair.
public final class NodeBus implements Bus {
    private static final Logger LOG = LoggerFactory.getLogger(NodeBus.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final long MOST_REJECTED_BYTES = 1 << 20;

    private final NodeBusSettings settings;
    private final NodeStamps stamps;
    private final Scribe scribe;
    private final PlaneGuard guard;
    private final Drain drain;
    private final ReadBack readBack;
    private final Timekeeper home;
    private final Optional<Timekeeper> turns;
    private final Inside inside;
    private final List<NodeHearing> hearings = new CopyOnWriteArrayList<>();
    private final Promise<Bus> behind = Promise.promise();
    private final Promise<Void> localReady = Promise.promise();
    private volatile boolean reached;
    private volatile boolean away;
    private volatile boolean closed;
    private boolean readingBack;
    private Optional<Hearing> presenceHearing = Optional.empty();
    private Timekeeper.Alarm readBackAlarm = () -> {};

    /// What a node's bus needs of the process around it.
    ///
    /// @param home turns of its own
    /// @param turns of all hearers; empty: each is served on the context it hears from
    /// @param disk runs what blocks
    public record Surroundings(
            Timekeeper home,
            Optional<Timekeeper> turns,
            Executor disk,
            RandomGenerator random,
            FaultHandler faults) {
        public static Surroundings of(Vertx vertx, FaultHandler faults) {
            return new Surroundings(
                    new ContextTime(vertx.getOrCreateContext()),
                    Optional.empty(),
                    Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name("journal-", 0).factory()),
                    RandomGenerator.getDefault(),
                    faults);
        }
    }

    /// Opens the journal and begins. The node works from here on; the bus behind is reached for
    /// meanwhile, for as long as it takes.
    ///
    /// @param behind begins to reach for the bus behind, given how many partitions the plane of
    ///   this node has, or 0 when it never heard one
    /// @throws IOException when there is no journal to be had
    public static NodeBus open(
            NodeBusSettings settings,
            Wiring wiring,
            Surroundings surroundings,
            IntFunction<Future<? extends Bus>> behind)
            throws IOException {
        var journal =
                Journal.open(
                        settings.journal(),
                        settings.journalSize().units(),
                        settings.journalSurvives(),
                        UUID.randomUUID().toString());
        return new NodeBus(journal, settings, wiring, surroundings, behind);
    }

    NodeBus(
            Journal journal,
            NodeBusSettings settings,
            Wiring wiring,
            Surroundings around,
            IntFunction<Future<? extends Bus>> reach) {
        this.settings = settings;
        this.home = around.home();
        this.turns = around.turns();
        stamps = new NodeStamps(journal.life());
        guard = new PlaneGuard(journal.plane(), this::remember);
        if (wiring.local().stream()
                .filter(topic -> topic.isState())
                .allMatch(topic -> journal.wasReadOnce(topic.kind()))) {
            localReady.complete();
        }
        logOpening(journal);
        scribe =
                new Scribe(
                        journal,
                        around.disk(),
                        home,
                        cause -> around.faults().stopped("journal " + journal.called(), cause));
        drain =
                new Drain(
                        settings,
                        scribe,
                        new Missed(wiring.node(), stamps, home),
                        new Rejects(settings.rejected(), MOST_REJECTED_BYTES),
                        home,
                        around.random());
        scribe.afterwards(drain::wake);
        readBack = new ReadBack(wiring, scribe, stamps, home);
        inside =
                new Inside(
                        wiring,
                        scribe,
                        guard,
                        behind.future(),
                        localReady.future(),
                        this::partitions,
                        () -> away,
                        settings.patience());
        home.soon(() -> reach(reach));
    }

    private void logOpening(Journal journal) {
        LOG.atInfo()
                .addKeyValue("journal", journal.called())
                .addKeyValue("opening", journal.opening())
                .addKeyValue("nodeUid", journal.life().nodeUid())
                .addKeyValue("boot", journal.life().boot())
                .log("a node's life begins");
    }

    // The bus behind.

    private void reach(IntFunction<Future<? extends Bus>> reach) {
        home.here(reach.apply(guard.partitions()))
                .onSuccess(this::reached)
                .onFailure(cause ->
                        LOG.atError()
                                .setCause(cause)
                                .log("this node cannot work with the bus it was given"));
    }

    private void reached(Bus bus) {
        behind.tryComplete(bus);
        var presence = new Presence(inside, home, new OfTheBus(bus));
        home.here(bus.hear(presence.ears(), presence))
                .onSuccess(hearing -> presenceHearing = Optional.of(hearing))
                .onFailure(cause -> reachedLater(bus, cause));
    }

    private void reachedLater(Bus bus, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("because", cause.toString())
                .log("the bus cannot be heard; trying again");
        home.after(RETRY, () -> reached(bus));
    }

    /// What the presence of the bus behind means to the node.
    private final class OfTheBus implements Presence.Told {
        private final Bus bus;

        OfTheBus(Bus bus) {
            this.bus = bus;
        }

        @Override
        public void there() {
            reached = true;
            away = false;
            drain.there(bus);
            hearings.forEach(hearing -> hearing.presence(true));
        }

        @Override
        public void away() {
            away = true;
            drain.away();
            hearings.forEach(hearing -> hearing.presence(false));
        }

        @Override
        public void read() {
            readBack(bus);
        }
    }

    /// One at a time. The next after a while.
    private void readBack(Bus bus) {
        readBackAlarm.cancel();
        if (readingBack || closed) {
            return;
        }
        readingBack = true;
        home.here(readBack.run(bus))
                .onSuccess(learned -> {
                    publish(learned);
                    localReady.tryComplete();
                })
                .onComplete(done -> {
                    readingBack = false;
                    var next = done.succeeded() ? settings.readBackEvery() : RETRY;
                    readBackAlarm = home.after(next, () -> readBack(bus));
                });
    }

    private void remember(RememberedPlane plane) {
        scribe.ask(
                Until.FORCED,
                journal -> {
                    journal.plane(plane);
                    return true;
                });
    }

    // Saying.

    @Override
    public Future<Void> say(List<Said<?>> records) {
        if (records.isEmpty()) {
            return Future.succeededFuture();
        }
        var kept = new ArrayList<Kept>();
        try {
            records.forEach(said -> kept.add(Kept.of(said)));
        } catch (Unsayable e) {
            return Future.failedFuture(e);
        }
        publish(records);
        var until =
                kept.stream().anyMatch(one -> one.lane() == Lane.STATE)
                        ? Until.FORCED
                        : Until.WRITTEN;
        return here(scribe.ask(until, journal -> keep(journal, kept)))
                .recover(NodeBus::unsayable)
                .mapEmpty();
    }

    private static Future<Boolean> unsayable(Throwable cause) {
        return Future.failedFuture(
                cause instanceof JournalFull full
                        ? new Unsayable(String.valueOf(full.getMessage()))
                        : cause);
    }

    private void publish(List<? extends Said<?>> records) {
        for (var hearing : hearings) {
            var heard = records.stream().<Said<?>>map(said -> said).filter(hearing::hears).toList();
            if (!heard.isEmpty()) {
                hearing.said(heard);
            }
        }
    }

    private static boolean keep(Journal journal, List<Kept> records) throws IOException {
        for (var kept : records) {
            journal.refuseTooLarge(kept.record());
        }
        for (var kept : records) {
            if (kept.lane() == Lane.EVENT) {
                journal.say(kept.record(), kept.notAfter());
            } else {
                journal.say(kept.lane(), kept.record());
            }
        }
        return true;
    }

    private record Kept(Lane lane, Optional<Instant> notAfter, JournalRecord record) {
        static Kept of(Said<?> said) {
            return new Kept(
                    Wiring.lane(said.topic()),
                    said.message().orElse(null) instanceof Perishable perishable
                            ? Optional.of(perishable.notAfter())
                            : Optional.empty(),
                    Transcription.of(said));
        }
    }

    /// The answer on the caller's context.
    private <T> Future<T> here(Future<T> elsewhere) {
        return callersTurns().map(caller -> caller.here(elsewhere)).orElse(elsewhere);
    }

    private Optional<Timekeeper> callersTurns() {
        return turns.or(() -> Optional.ofNullable(Vertx.currentContext()).map(ContextTime::new));
    }

    // Hearing.

    @Override
    public Future<Hearing> hear(Set<Ear> ears, Listener listener) {
        var served =
                callersTurns()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "hear on a Vert.x context: there is no thread to"
                                                + " be heard on"));
        var hearing = new NodeHearing(inside, served, ears, listener, hearings::remove);
        hearings.add(hearing);
        hearing.begin();
        return Future.succeededFuture(hearing);
    }

    // What others ask.

    /// Of the plane of this node, also without the bus; 0 before it was heard for the first time.
    @Override
    public int partitions() {
        var remembered = guard.partitions();
        if (remembered > 0) {
            return remembered;
        }
        return behind.future().succeeded() ? behind.future().result().partitions() : 0;
    }

    /// Numbers what this node says. The same for all its writers.
    public NodeStamps stamps() {
        return stamps;
    }

    /// Whether the plane that is heard is the one this node belongs to.
    public PlaneState plane() {
        return guard.state();
    }

    public JournalFigures journal() {
        return scribe.figures();
    }

    /// Whether this node has to do without the bus behind.
    public boolean isAway() {
        return away || !reached;
    }

    public NodeBus measuredBy(MeterRegistry registry) {
        NodeBusMeter.bind(this, registry);
        return this;
    }

    Drain drain() {
        return drain;
    }

    /// Ends now, as a killed process does. For simulations.
    public void drop() {
        closed = true;
        scribe.drop();
    }

    /// Stops hearing and sending. Completes when the journal is closed.
    public Future<Void> close() {
        closed = true;
        home.soon(() -> {
            readBackAlarm.cancel();
            drain.away();
            presenceHearing.ifPresent(Hearing::stop);
        });
        hearings.forEach(NodeHearing::stop);
        return scribe.close();
    }
}
