package io.nodebus.bus.loop;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.clock.ContextTime;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Decider;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Quarantined;
import io.nodebus.bus.decide.Refused;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.bus.flight.Flights;
import io.nodebus.bus.flight.RecordedFlight;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
///
/// A fault of ours on a keyed record puts its key into quarantine and rebuilds the state without
/// it; any other fault stops the loop loudly (design §6).
public final class DecisionLoop<S> extends VerticleBase {
    private final Wiring<S> wiring;
    private final Stamps stamps;
    private boolean follows;
    private @Nullable Running<S> running;

    /// @param name for logs, metrics and the flight recorder
    /// @param initial a state that has heard nothing
    /// @param stamps numbers what this loop says, until [#lead] brings others
    /// @param source who says it, as a CloudEvents source
    public DecisionLoop(String name, Supplier<S> initial, Bus bus, Stamps stamps, String source) {
        this.wiring = new Wiring<>(name, initial, bus, source);
        this.stamps = stamps;
    }

    /// Who decides on records of all partitions of a topic.
    public <M> DecisionLoop<S> hears(Topic<M> topic, Decider<S, Heard<M>> decider) {
        return hears(Bus.Ear.all(topic), decider);
    }

    /// Who decides on the records of a topic. `M` is what the ear's topic carries.
    public <M> DecisionLoop<S> hears(Bus.Ear ear, Decider<S, Heard<M>> decider) {
        wiring.ears.add(ear);
        wiring.deciders.heard(ear.topic(), decider);
        return this;
    }

    /// Who decides when a key is gone without a tombstone.
    public <M> DecisionLoop<S> misses(Topic<M> topic, Decider<S, Missing<M>> decider) {
        wiring.deciders.missing(topic, decider);
        return this;
    }

    /// Who sets the first timers, and asks the edges what there is.
    public DecisionLoop<S> begins(Decider<S, Began> decider) {
        wiring.deciders.began(decider);
        return this;
    }

    public DecisionLoop<S> caughtUp(Decider<S, CaughtUp> decider) {
        wiring.deciders.caughtUp(decider);
        return this;
    }

    public DecisionLoop<S> bus(Decider<S, BusState> decider) {
        wiring.deciders.bus(decider);
        return this;
    }

    /// Who decides when the bus is found to be, or to have become, a certain plane's.
    public DecisionLoop<S> plane(Decider<S, PlaneSeen> decider) {
        wiring.deciders.plane(decider);
        return this;
    }

    /// Who shows on an object that its record cannot be understood here.
    public DecisionLoop<S> refused(Decider<S, Refused> decider) {
        wiring.deciders.refused(decider);
        return this;
    }

    /// Who decides on all timers of this loop.
    public DecisionLoop<S> ticks(Decider<S, Tick> decider) {
        wiring.deciders.ticks(decider);
        return this;
    }

    /// Who decides on what edges and people tell.
    public <M> DecisionLoop<S> told(Class<M> family, Decider<S, Told<M>> decider) {
        wiring.deciders.told(family, decider);
        return this;
    }

    /// Who shows on an object that its record is in quarantine.
    public DecisionLoop<S> quarantined(Decider<S, Quarantined<?>> decider) {
        wiring.deciders.quarantined(decider);
        return this;
    }

    /// Which edge carries out the orders of a class. It is called on the loop's context and must
    /// not block; it may tell the loop what came of it at any time, from any thread.
    public <O> DecisionLoop<S> acts(Class<O> orders, BiConsumer<O, Consumer<Object>> edge) {
        wiring.edges.add(orders, edge);
        return this;
    }

    /// Keeps its state over a takeover once the bus became another one: what the state holds is
    /// nowhere else then (design law 9). Only for a loop that says all of it anew when a person
    /// asks for that; any other one would take what it knows for said.
    public DecisionLoop<S> remembersOverPlanes() {
        wiring.remembers = true;
        return this;
    }

    /// Answers for every key of a state topic: law 2.
    public <M> DecisionLoop<S> owns(Topic<M> topic, Function<S, Map<String, M>> implied) {
        return owns(Owned.all(topic, implied));
    }

    /// Answers for keys of a state topic: law 2.
    public <M> DecisionLoop<S> owns(Owned<S, M> owned) {
        wiring.owned.add(owned);
        return this;
    }

    /// How often owned topics are read back; 10 min if not said.
    public DecisionLoop<S> readsBackEvery(Duration interval) {
        wiring.readBackEvery = interval;
        return this;
    }

    /// Where a fleet service tells why.
    public DecisionLoop<S> decidesOn(Topic<DecisionRecord> decisions) {
        wiring.decisions = new Decisions.Fleet(decisions);
        return this;
    }

    /// Where a node's service tells why.
    public DecisionLoop<S> decidesOn(Topic<DecisionRecord> decisions, String node) {
        wiring.decisions = new Decisions.Node(decisions, node);
        return this;
    }

    /// Who hears of faults of ours. [FaultHandler#LOGS] if not said.
    public DecisionLoop<S> faultsTo(FaultHandler faults) {
        wiring.faults = faults;
        return this;
    }

    /// Where what a decider heard is kept when it falls over. Nowhere if not said.
    public DecisionLoop<S> flightsTo(Flights flights) {
        wiring.flights = flights;
        return this;
    }

    /// How many inputs are remembered for that, at most; 512 if not said. Fewer are when they are
    /// large.
    public DecisionLoop<S> flightInputs(int most) {
        wiring.flightInputs = most;
        return this;
    }

    public DecisionLoop<S> measuredBy(MeterRegistry meters) {
        wiring.meters = new LoopMeters(meters, wiring.name);
        return this;
    }

    @Override
    public Future<?> start() {
        return begin(new ContextTime(requireNonNull(context)));
    }

    /// Ends hearing and deciding. What was decided before is carried out to its end.
    @Override
    public Future<?> stop() {
        return running().stop();
    }

    /// Begins on a timekeeper's turns instead of a verticle's: what tests and simulations in
    /// virtual time do.
    public Future<Void> begin(Timekeeper time) {
        running = new Running<>(wiring, time, stamps, follows);
        return running.begin();
    }

    /// Follows: everything is heard, the state follows, nothing is carried out. Called before the
    /// loop begins, or when leadership is lost.
    public DecisionLoop<S> follow() {
        if (running == null) {
            follows = true;
        } else {
            running.follow();
        }
        return this;
    }

    /// Leads: the state is rebuilt from inputs and own outputs, and once these are read to their
    /// ends, what is decided is carried out. Completes then.
    public Future<Void> lead(Stamps stamps) {
        return running().lead(stamps);
    }

    /// Tells the loop something, from any thread. Completes when it was decided on and what was
    /// said is durable; fails with [NotLeading] when there was something to carry out and this loop
    /// follows.
    public Future<Void> tell(Object message) {
        return running().tell(message);
    }

    /// Reads the state between two decisions, from any thread. What is taken out of a mutable state
    /// must be a copy.
    public <T> Future<T> look(Function<S, T> view) {
        return running().look(view);
    }

    /// Reads the owned topics back now, and says what differs. Completes when that is durable.
    public Future<Void> readBack() {
        return running().readBack();
    }

    /// Decides once more on what a loop like this one heard, from a state that has heard nothing,
    /// and carries nothing out: the answers as [RecordedFlight#answers] has them. Needs no
    /// beginning and does not disturb a loop that has begun.
    public List<Optional<List<Object>>> fliesAgain(RecordedFlight flight) {
        return new Replay<>(wiring).answers(flight);
    }

    private Running<S> running() {
        if (running == null) {
            throw new IllegalStateException(wiring.name + " has not begun");
        }
        return running;
    }
}
