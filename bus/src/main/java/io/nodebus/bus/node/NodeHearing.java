package io.nodebus.bus.node;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Said;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.journal.Name;
import io.nodebus.bus.journal.Recalled;
import io.nodebus.bus.journal.Scribe.Until;
import io.nodebus.contracts.meta.Because.Evidence;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One hearer on a node. Confined to the hearer's turns.
///
/// It is told what the journal has; then, when the bus behind was read to its end, what is newer
/// there, and that it is caught up. Without the bus after a while: that the bus is away, and that
/// it is caught up with what the journal has; the rest follows when the bus is back.
final class NodeHearing implements Bus.Hearing, BehindHearing.Outcome {
    private static final Logger LOG = LoggerFactory.getLogger(NodeHearing.class);
    private static final int RECALLED_AT_ONCE = 100;
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Inside inside;
    private final Timekeeper turns;
    private final Set<Ear> local = new HashSet<>();
    private final Set<Ear> remote = new HashSet<>();
    private final Consumer<NodeHearing> leave;
    private final Teller teller;
    private final Known own = new Known();
    private final Known others = new Known();
    private final BehindHearing behind;
    private final List<Said<?>> saidMeanwhile = new ArrayList<>();
    private Optional<Bus.Hearing> hearingBehind = Optional.empty();
    private Timekeeper.Alarm patience = () -> {};
    private boolean wasReadOnce;
    private boolean recalled;
    private boolean stopped;

    NodeHearing(
            Inside inside,
            Timekeeper turns,
            Set<Ear> ears,
            Bus.Listener listener,
            Consumer<NodeHearing> leave) {
        this.inside = inside;
        this.turns = turns;
        this.leave = leave;
        this.teller = new Teller(turns, listener);
        ears.forEach(ear -> (inside.wiring().isLocal(ear) ? local : remote).add(ear));
        this.behind = new BehindHearing(inside, turns, Set.copyOf(remote), others, teller, this);
    }

    boolean hears(Said<?> said) {
        return Ears.hear(local, said.topic(), said.key());
    }

    // What this process says.

    /// From any thread.
    void said(List<Said<?>> records) {
        turns.soon(() -> {
            if (recalled) {
                records.forEach(this::tell);
            } else {
                saidMeanwhile.addAll(records);
            }
        });
    }

    private void tell(Said<?> said) {
        var heard = heard(said);
        if (!said.topic().isState() || isNew(heard)) {
            teller.heard(heard);
        }
    }

    private boolean isNew(Heard<?> heard) {
        var name = new Name(heard.topic().kind(), heard.key());
        return own.hears(heard, name, 0) == Known.News.NEW;
    }

    private <M> Heard<M> heard(Said<M> said) {
        var partitions = inside.partitions().getAsInt();
        var partition = partitions > 0 ? said.topic().partition(said.key(), partitions) : -1;
        return new Heard<>(
                said.topic(),
                said.key(),
                said.message(),
                said.stamp(),
                said.at(),
                new Evidence(said.topic().kind(), partition, -1),
                turns.now());
    }

    // What the journal has.

    /// From any thread.
    void begin() {
        turns.here(
                        inside.scribe()
                                .ask(
                                        Until.WRITTEN,
                                        journal -> Recollection.of(journal, local, remote)))
                .onSuccess(this::recall);
    }

    private void recall(Recollection recollection) {
        wasReadOnce = recollection.wasReadOnce();
        if (!recollection.places().isEmpty() && !recollection.plane().isNone()) {
            teller.plane(recollection.plane().identity(), false);
        }
        recallFrom(recollection.places());
    }

    private void recallFrom(List<Recollection.Place> places) {
        if (places.isEmpty()) {
            endRecall();
            return;
        }
        var next = places.subList(0, Math.min(places.size(), RECALLED_AT_ONCE));
        var rest = places.subList(next.size(), places.size());
        turns.here(
                        inside.scribe()
                                .ask(Until.WRITTEN, journal -> Recollection.recall(journal, next)))
                .onSuccess(records -> {
                    records.forEach(this::tell);
                    recallFrom(rest);
                });
    }

    private void tell(Recalled recalled) {
        Heard<?> heard;
        try {
            heard = Transcription.heard(recalled, turns.now());
        } catch (IllegalArgumentException e) {
            var record = recalled.record();
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("key", record.key())
                    .addKeyValue("because", e.getMessage())
                    .log("the journal has a record this version cannot read");
            return;
        }
        remember(heard, recalled.plane());
        teller.heard(heard);
    }

    private void remember(Heard<?> heard, long plane) {
        var topic = heard.topic();
        var name = new Name(topic.kind(), heard.key());
        (inside.wiring().local().contains(topic) ? own : others).recalled(heard, name, plane);
    }

    private void endRecall() {
        recalled = true;
        saidMeanwhile.forEach(this::tell);
        saidMeanwhile.clear();
        if (stopped) {
            return;
        }
        if (remote.isEmpty()) {
            turns.here(inside.localReady()).onSuccess(_ -> teller.caughtUp());
            return;
        }
        if (inside.isAway().getAsBoolean()) {
            away();
        } else {
            patience = turns.after(inside.patience(), this::away);
        }
        turns.here(inside.behind()).onSuccess(this::hearBehind);
    }

    // What the bus behind has.

    private void hearBehind(Bus bus) {
        if (!stopped) {
            turns.here(bus.hear(behind.ears(), behind))
                    .onSuccess(this::hearsBehind)
                    .onFailure(cause -> hearBehindLater(bus, cause));
        }
    }

    private void hearsBehind(Bus.Hearing hearing) {
        hearingBehind = Optional.of(hearing);
        if (stopped) {
            hearing.stop();
        }
    }

    /// A topic is not there yet: the plane is older than this node.
    private void hearBehindLater(Bus bus, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("node", inside.wiring().node())
                .addKeyValue("because", cause.toString())
                .log("the bus cannot be heard; trying again");
        turns.after(RETRY, () -> hearBehind(bus));
    }

    /// The bus is not there. What the journal has is all there is, if it ever was.
    @Override
    public void away() {
        patience.cancel();
        if (!stopped && !teller.isCaughtUp()) {
            teller.away();
            if (wasReadOnce) {
                teller.caughtUp();
            }
        }
    }

    @Override
    public void read() {
        patience.cancel();
        inside.scribe()
                .ask(
                        Until.WRITTEN,
                        journal -> {
                            for (var ear : remote) {
                                if (Wiring.isKept(ear.topic())) {
                                    journal.readOnce(ear.topic().kind());
                                }
                            }
                            return true;
                        });
        turns.here(inside.localReady())
                .onSuccess(_ -> {
                    if (!stopped) {
                        teller.caughtUp();
                    }
                });
    }

    /// Who hears this process only has nobody else to tell whether the bus is there. From any
    /// thread.
    void presence(boolean there) {
        if (remote.isEmpty()) {
            turns.soon(there ? teller::back : teller::away);
        }
    }

    @Override
    public Future<Void> stop() {
        leave.accept(this);
        turns.soon(() -> {
            stopped = true;
            patience.cancel();
            teller.close();
        });
        return hearingBehind.map(Bus.Hearing::stop).orElseGet(Future::succeededFuture);
    }
}
