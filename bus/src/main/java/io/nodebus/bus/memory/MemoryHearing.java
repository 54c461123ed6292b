package io.nodebus.bus.memory;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.hostile.Enemy;
import io.nodebus.bus.versions.Newest;
import io.nodebus.bus.versions.TopicKey;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Serves one hearer, one record at a time. Confined to the hearer's turns; the logs it reads, and
/// what it is to be told, are guarded by the bus's lock.
final class MemoryHearing implements Bus.Hearing {
    private final Timekeeper turns;
    private final List<Cursor> cursors;
    private final Bus.Listener listener;
    private final Object lock;
    private final Enemy enemy;
    private final Consumer<MemoryHearing> forget;
    private final Newest newest = new Newest();
    private final LinkedHashMap<TopicKey, Heard<?>> held = new LinkedHashMap<>();
    private final LinkedHashMap<TopicKey, Heard<?>> older = new LinkedHashMap<>();
    private final ArrayDeque<Supplier<Future<?>>> words = new ArrayDeque<>();
    private boolean catchingUp = true;
    private boolean anew;
    private boolean away;
    private boolean delivering;
    private boolean stopped;

    private record Found(Cursor cursor, MemoryLog.Entry entry) {}

    MemoryHearing(
            Timekeeper turns,
            List<Cursor> cursors,
            Bus.Listener listener,
            Object lock,
            Enemy enemy,
            Consumer<MemoryHearing> forget) {
        this.turns = turns;
        this.cursors = cursors;
        this.listener = listener;
        this.lock = lock;
        this.enemy = enemy;
        this.forget = forget;
    }

    /// There may be something to hear. From any thread.
    void wake() {
        turns.soon(this::deliver);
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        forget.accept(this);
        return Future.succeededFuture();
    }

    /// How far it has read a log; to the end, if it does not read it at all.
    long position(MemoryLog log) {
        return cursors.stream()
                .filter(cursor -> cursor.log() == log)
                .mapToLong(Cursor::position)
                .min()
                .orElse(log.end());
    }

    /// Which bus it is, before anything is heard.
    void meets(PlaneIdentity plane) {
        words.add(() -> listener.plane(new PlaneSeen(plane, false, turns.now())));
    }

    /// Hears nothing for a while, and then everything again.
    void loses(Duration duration) {
        if (!away) {
            away = true;
            words.add(() -> listener.bus(new BusState.Away(turns.now())));
            turns.after(duration, this::returns);
        }
    }

    private void returns() {
        synchronized (lock) {
            if (away) {
                isBack();
                readsAgain();
            }
        }
        deliver();
    }

    private void isBack() {
        away = false;
        words.add(() -> listener.bus(new BusState.Back(turns.now())));
    }

    /// Reads everything again. Keys that do not come are missing.
    void readsAgain() {
        catchingUp = true;
        newest.readAgain();
        cursors.forEach(Cursor::readAgain);
    }

    /// Reads everything of another bus, whose stamps do not compare with what was heard.
    void meetsAnother(PlaneIdentity plane) {
        if (away) {
            isBack();
        }
        words.add(() -> listener.plane(new PlaneSeen(plane, true, turns.now())));
        readsAgain();
        held.clear();
        older.clear();
        newest.readAnotherBus();
    }

    private void deliver() {
        while (!delivering && !stopped) {
            var next = next();
            if (next.isEmpty()) {
                return;
            }
            delivering = true;
            var done = turns.here(next.get().get());
            if (done.isComplete()) {
                delivering = false;
            } else {
                done.onComplete(_ -> {
                    delivering = false;
                    deliver();
                });
            }
        }
    }

    /// What to hand over next, if anything.
    private Optional<Supplier<Future<?>>> next() {
        synchronized (lock) {
            while (words.isEmpty() && !away) {
                if (catchingUp && cursors.stream().allMatch(Cursor::hasReachedItsEnd)) {
                    ends();
                    break;
                }
                var found = found();
                if (found.isEmpty()) {
                    break;
                }
                take(found.get().cursor(), found.get().entry());
            }
            return Optional.ofNullable(words.poll());
        }
    }

    private void ends() {
        catchingUp = false;
        held.values().forEach(heard -> words.add(() -> listener.heard(heard)));
        held.clear();
        older.values().forEach(heard -> words.add(() -> listener.overtaken(heard)));
        older.clear();
        for (var key : newest.missing()) {
            words.add(() -> listener.missing(missing(key.topic(), key.key())));
        }
        var again = anew;
        anew = true;
        words.add(() -> listener.caughtUp(new CaughtUp(again, turns.now())));
    }

    private Optional<Found> found() {
        var found =
                cursors.stream()
                        .filter(cursor -> !cursor.isLate())
                        .flatMap(cursor ->
                                cursor.next().map(entry -> new Found(cursor, entry)).stream())
                        .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var orders = found.stream().map(one -> one.entry().order()).toList();
        return Optional.of(found.get(enemy.next(orders)));
    }

    private void take(Cursor cursor, MemoryLog.Entry entry) {
        var late = enemy.late();
        if (late.isPositive()) {
            cursor.late(true);
            turns.after(late, () -> comes(cursor));
            return;
        }
        cursor.takes(entry);
        var said = entry.said();
        if (!cursor.isFor(said)) {
            return;
        }
        var heard = heard(cursor.log(), entry, said);
        var key = new TopicKey(said.topic(), said.key());
        switch (age(key, said)) {
            case NEWS -> news(key, heard);
            case SAME -> older.remove(key);
            case OLDER -> older(key, heard);
        }
    }

    /// Who reads again is told only what is newest, when all was read: much of what it comes by is
    /// long past, and a record of another writer would be news.
    private void news(TopicKey key, Heard<?> heard) {
        older.remove(key);
        if (catchingUp && anew && key.topic().isState()) {
            held.remove(key);
            held.put(key, heard);
        } else {
            words.add(() -> listener.heard(heard));
        }
    }

    private void comes(Cursor cursor) {
        synchronized (lock) {
            cursor.late(false);
        }
        deliver();
    }

    private Newest.Age age(TopicKey key, Said<?> said) {
        return said.topic().isState()
                ? newest.age(key, said.stamp(), said.message().isEmpty())
                : Newest.Age.NEWS;
    }

    /// Who reads again comes by everything that is older than what was heard. Only what lies last
    /// of its key came late.
    private void older(TopicKey key, Heard<?> heard) {
        if (catchingUp && anew) {
            older.put(key, heard);
        } else {
            words.add(() -> listener.overtaken(heard));
        }
    }

    private <M> Heard<M> heard(MemoryLog log, MemoryLog.Entry entry, Said<M> said) {
        var evidence = new Evidence(said.topic().kind(), log.partition(), entry.offset());
        return new Heard<>(
                said.topic(),
                said.key(),
                said.message(),
                said.stamp(),
                said.at(),
                evidence,
                turns.now());
    }

    private <M> Missing<M> missing(Topic<M> topic, String key) {
        return new Missing<>(topic, key, turns.now());
    }
}
