package io.nodebus.bus.kafka;

import io.nodebus.bus.Bus;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Refused;
import io.nodebus.bus.kafka.Item.Again;
import io.nodebus.bus.kafka.Item.Away;
import io.nodebus.bus.kafka.Item.Back;
import io.nodebus.bus.kafka.Item.Ends;
import io.nodebus.bus.kafka.Item.Read;
import io.nodebus.bus.kafka.Item.Unread;
import io.nodebus.bus.versions.Newest;
import io.nodebus.bus.versions.TopicKey;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands one hearer its items, one at a time. Confined to the hearer's turns.
///
/// While a state topic is read from its beginning, records are held until its end is there, and
/// only the newest of each key is handed over: whoever acts at once must not act on what is long
/// past.
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /// What is handed over in one turn; others share the thread.
    private static final int MOST_IN_A_TURN = 200;

    private final Timekeeper turns;
    private final Bus.Listener listener;
    private final IntConsumer taken;
    private final Newest newest = new Newest();
    private final LinkedHashMap<TopicKey, Read<?>> held = new LinkedHashMap<>();
    private final LinkedHashMap<TopicKey, Read<?>> heldOlder = new LinkedHashMap<>();
    private final LinkedHashMap<TopicKey, Unread> heldUnread = new LinkedHashMap<>();
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final ArrayDeque<Supplier<Future<?>>> ready = new ArrayDeque<>();
    private boolean catchingUp;
    private boolean caughtUpBefore;
    private boolean busy;
    private boolean stopped;

    /// @param taken told how many items left the queue: the reader goes on when enough did
    Delivery(Timekeeper turns, Bus.Listener listener, IntConsumer taken) {
        this.turns = turns;
        this.listener = listener;
        this.taken = taken;
    }

    /// From any thread.
    void pass(List<Item> more) {
        turns.soon(() -> {
            items.addAll(more);
            deliver();
        });
    }

    /// From any thread. Nothing is handed over after the turn in which this is done.
    void stop() {
        turns.soon(() -> stopped = true);
    }

    private void deliver() {
        var left = MOST_IN_A_TURN;
        while (!busy && !stopped) {
            var next = next();
            if (next == null) {
                return;
            }
            if (left-- == 0) {
                ready.addFirst(next);
                turns.soon(this::deliver);
                return;
            }
            busy = true;
            var done = turns.here(handedOver(next));
            if (done.isComplete()) {
                busy = false;
            } else {
                done.onComplete(_ -> {
                    busy = false;
                    deliver();
                });
            }
        }
    }

    private Future<?> handedOver(Supplier<Future<?>> next) {
        try {
            return next.get();
        } catch (RuntimeException e) {
            // A listener that throws instead of failing has a fault; the others still hear.
            LOG.atError().setCause(e).log("a hearer failed");
            return Future.succeededFuture();
        }
    }

    private @Nullable Supplier<Future<?>> next() {
        var passed = 0;
        while (ready.isEmpty() && !items.isEmpty()) {
            take(items.remove());
            passed++;
        }
        if (passed > 0) {
            taken.accept(passed);
        }
        return ready.poll();
    }

    private void take(Item item) {
        switch (item) {
            case Read<?> read -> read(read);
            case Unread unread -> unread(unread);
            case Again(var plane, var another) -> again(plane, another);
            case Ends _ -> ends();
            case Away _ -> ready.add(() -> listener.bus(new BusState.Away(turns.now())));
            case Back _ -> ready.add(() -> listener.bus(new BusState.Back(turns.now())));
        }
    }

    private void read(Read<?> read) {
        if (!read.topic().isState()) {
            ready.add(() -> listener.heard(heard(read)));
            return;
        }
        var key = new TopicKey(read.topic(), read.key());
        var tombstone = read.event().message().isEmpty();
        switch (newest.age(key, read.event().stamp(), tombstone)) {
            case NEWS -> news(key, read);
            case SAME -> heldOlder.remove(key);
            case OLDER -> older(key, read);
        }
    }

    private void unread(Unread unread) {
        var key = new TopicKey(unread.topic(), unread.key());
        newest.isThere(key);
        if (catchingUp) {
            heldUnread.put(key, unread);
        } else {
            ready.add(() -> listener.refused(refused(unread)));
        }
    }

    private void news(TopicKey key, Read<?> read) {
        if (catchingUp) {
            heldOlder.remove(key);
            heldUnread.remove(key);
            held.remove(key);
            held.put(key, read);
        } else {
            ready.add(() -> listener.heard(heard(read)));
        }
    }

    private void older(TopicKey key, Read<?> read) {
        if (catchingUp) {
            heldOlder.put(key, read);
        } else {
            ready.add(() -> listener.overtaken(heard(read)));
        }
    }

    private void again(PlaneIdentity plane, boolean another) {
        catchingUp = true;
        if (another) {
            newest.readAnotherBus();
            held.clear();
            heldOlder.clear();
            heldUnread.clear();
        } else {
            newest.readAgain();
        }
        if (another || !caughtUpBefore) {
            var changed = another;
            ready.add(() -> listener.plane(new PlaneSeen(plane, changed, turns.now())));
        }
    }

    private void ends() {
        catchingUp = false;
        held.values().forEach(read -> ready.add(() -> listener.heard(heard(read))));
        held.clear();
        heldOlder.values().forEach(older -> ready.add(() -> listener.overtaken(heard(older))));
        heldOlder.clear();
        heldUnread.values().forEach(unread -> ready.add(() -> listener.refused(refused(unread))));
        heldUnread.clear();
        for (var key : newest.missing()) {
            ready.add(() -> listener.missing(missing(key.topic(), key.key())));
        }
        var anew = caughtUpBefore;
        caughtUpBefore = true;
        ready.add(() -> listener.caughtUp(new CaughtUp(anew, turns.now())));
    }

    private <M> Heard<M> heard(Read<M> read) {
        var event = read.event();
        return new Heard<>(
                read.topic(),
                read.key(),
                event.message(),
                event.stamp(),
                event.said(),
                read.evidence(),
                turns.now());
    }

    private Refused refused(Unread unread) {
        return new Refused(unread.topic(), unread.key(), unread.because(), turns.now());
    }

    private <M> Missing<M> missing(Topic<M> topic, String key) {
        return new Missing<>(topic, key, turns.now());
    }
}
