package io.nodebus.bus.node;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Refused;
import io.nodebus.bus.journal.Name;
import io.nodebus.bus.journal.Scribe.Until;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.plane.LeaderState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What one hearer hears of the bus behind: passes on what is newer than what the journal brought,
/// keeps it there, and holds back what is merely absent while another plane is heard (design law
/// 9). Confined to the hearer's turns.
///
/// Beside what the hearer wants it hears who leads and what was decided about this node: so in one
/// stream, absences are told after everything that says whether they count.
final class BehindHearing implements Bus.Listener {
    private static final Set<Topic<LeaderState>> LEADERS =
            Set.of(LeaderState.API, LeaderState.AUTOSCALER, LeaderState.PROXY_RULES);
    private static final int MOST_UNDER_WAY = 200;

    private final Inside inside;
    private final Timekeeper turns;
    private final Set<Ear> wanted;
    private final Known known;
    private final Teller teller;
    private final Outcome outcome;
    private final Map<String, Long> epochs = new TreeMap<>();
    private boolean withholds;
    private boolean read;
    private int underWay;

    /// What the hearing itself must know.
    interface Outcome {
        void away();

        /// Everything that is there was told.
        void read();
    }

    BehindHearing(
            Inside inside,
            Timekeeper turns,
            Set<Ear> wanted,
            Known known,
            Teller teller,
            Outcome outcome) {
        this.inside = inside;
        this.turns = turns;
        this.wanted = wanted;
        this.known = known;
        this.teller = teller;
        this.outcome = outcome;
    }

    Set<Ear> ears() {
        var ears = new HashSet<>(wanted);
        LEADERS.forEach(topic -> ears.add(Ear.all(topic)));
        if (!Ears.hear(wanted, NodeDesired.TOPIC, inside.wiring().node())) {
            ears.add(Ear.ofNode(NodeDesired.TOPIC, inside.wiring().node()));
        }
        return ears;
    }

    @Override
    public Future<?> plane(PlaneSeen seen) {
        var another = inside.guard().isAnother(seen.plane(), turns.now().wall());
        if (another || seen.changed()) {
            known.hearsAnother();
        }
        withholds = another;
        read = false;
        epochs.clear();
        teller.back();
        return teller.plane(seen.plane(), another || seen.changed());
    }

    @Override
    public Future<?> heard(Heard<?> heard) {
        teller.back();
        heardLeader(heard);
        heardOfThisNode(heard);
        if (!Ears.hear(wanted, heard.topic(), heard.key())) {
            return Future.succeededFuture();
        }
        return heard.topic().isState() ? heardState(heard) : teller.heard(heard);
    }

    private Future<?> heardState(Heard<?> heard) {
        var name = new Name(heard.topic().kind(), heard.key());
        var tombstone = heard.message().isEmpty();
        if (tombstone && isWithholding() && known.isOnlyRemembered(name)) {
            return Future.succeededFuture();
        }
        var before = known.newest(name);
        var plane = inside.guard().number();
        return switch (known.hears(heard, name, plane)) {
            case NEW ->
                    tombstone
                            ? forgetOnceTold(teller.heard(heard), name, before)
                            : tellAndKeep(heard, plane);
            case KNOWN_FROM_ELSEWHERE -> inTime(keep(heard, plane));
            case OLD -> Future.succeededFuture();
        };
    }

    /// What is addressed to this node is kept before it is obeyed: no reboot may forget what runs.
    private Future<?> tellAndKeep(Heard<?> heard, long plane) {
        var kept = keep(heard, plane);
        var told =
                Wiring.endsByOrder(heard.topic()) ? teller.heard(kept, heard) : teller.heard(heard);
        return inTime(Future.join(told, kept));
    }

    /// A few may be under way, or each would wait for the disk alone; not so many that a slow disk
    /// fills the memory.
    private Future<?> inTime(Future<?> done) {
        if (done.isComplete()) {
            return done;
        }
        underWay++;
        done.onComplete(_ -> turns.soon(() -> underWay--));
        return underWay < MOST_UNDER_WAY ? Future.succeededFuture() : done;
    }

    private static boolean isLeader(Topic<?> topic) {
        return LEADERS.stream().anyMatch(topic::equals);
    }

    private void heardLeader(Heard<?> heard) {
        if (heard.message().orElse(null) instanceof LeaderState.Leads leads) {
            epochs.merge(heard.key(), leads.epoch(), Math::max);
            if (read) {
                inside.guard().led(Map.of(heard.key(), leads.epoch()));
            }
        }
    }

    private void heardOfThisNode(Heard<?> heard) {
        if (heard.topic().equals(NodeDesired.TOPIC) && heard.key().equals(inside.wiring().node())) {
            inside.guard().heard(heard);
            if (read) {
                tellWhatIsAbsent();
            }
        }
    }

    /// Keeps it for a start without the bus.
    private Future<?> keep(Heard<?> heard, long plane) {
        if (!Wiring.isKept(heard.topic())) {
            return Future.succeededFuture();
        }
        var at = heard.evidence();
        return inside.scribe()
                .ask(
                        Until.WRITTEN,
                        journal -> {
                            journal.heard(
                                    plane,
                                    at.partition(),
                                    at.offset(),
                                    Wiring.endsByOrder(heard.topic()),
                                    Transcription.of(heard));
                            return true;
                        });
    }

    /// What ends is forgotten when the hearer has taken it: killed before that, it is told again in
    /// the next life. Unless something newer is kept under the name meanwhile.
    private Future<Void> forgetOnceTold(Future<Void> told, Name name, Optional<Stamp> kept) {
        return told.onSuccess(_ ->
                inside.scribe()
                        .ask(
                                Until.WRITTEN,
                                journal -> {
                                    if (journal.stampOfHeard(name).equals(kept)) {
                                        journal.forget(name);
                                    }
                                    return true;
                                }));
    }

    @Override
    public Future<?> missing(Missing<?> missing) {
        if (isLeader(missing.topic())) {
            epochs.remove(missing.key());
        }
        var name = new Name(missing.topic().kind(), missing.key());
        known.isAbsent(name);
        // Told with the others, when all has been read.
        return Future.succeededFuture();
    }

    @Override
    public Future<?> caughtUp(CaughtUp caughtUp) {
        teller.back();
        read = true;
        if (!withholds && inside.guard().wentBack(epochs, turns.now().wall())) {
            withholds = true;
            known.wentBack();
        }
        tellWhatIsAbsent();
        outcome.read();
        return Future.succeededFuture();
    }

    /// Until a person accepts the plane.
    private boolean isWithholding() {
        withholds = withholds && inside.guard().isWithholding();
        return withholds;
    }

    /// What is absent from the plane this node belongs to is missing; a view drops it. What was
    /// heard on a plane before that one has ended: a person accepted the plane without it.
    private void tellWhatIsAbsent() {
        if (isWithholding()) {
            return;
        }
        var accepted = inside.guard().number();
        for (var absent : known.absent()) {
            known.forget(absent.name());
            var kept = Optional.of(absent.stamp());
            var ordered = Wiring.endsByOrder(absent.topic());
            if (ordered && absent.plane() < accepted) {
                forgetOnceTold(teller.heard(ended(absent.topic(), absent)), absent.name(), kept);
                continue;
            }
            var told = teller.missing(absent.topic(), absent.name().slot());
            if (!ordered) {
                forgetOnceTold(told, absent.name(), kept);
            }
        }
    }

    private <M> Heard<M> ended(Topic<M> topic, Known.Absent absent) {
        return new Heard<>(
                topic,
                absent.name().slot(),
                Optional.empty(),
                absent.stamp(),
                turns.now().wall(),
                new Evidence(topic.kind(), -1, -1),
                turns.now());
    }

    @Override
    public Future<?> overtaken(Heard<?> older) {
        if (older.message().orElse(null) instanceof LeaderState.Leads leads) {
            // Who led later once has not led yet: a backup.
            epochs.put(older.key(), leads.epoch());
        }
        return Ears.hear(wanted, older.topic(), older.key())
                ? teller.overtaken(older)
                : Future.succeededFuture();
    }

    @Override
    public Future<?> refused(Refused refused) {
        return Ears.hear(wanted, refused.topic(), refused.key())
                ? teller.refused(refused)
                : Future.succeededFuture();
    }

    @Override
    public Future<?> bus(BusState state) {
        switch (state) {
            case BusState.Away _ -> {
                teller.away();
                outcome.away();
            }
            case BusState.Back _ -> teller.back();
        }
        return Future.succeededFuture();
    }
}
