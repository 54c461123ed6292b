package io.nodebus.bus.memory;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Serves one hearer, one record at a time. Confined to the hearer's turns; the logs it reads are
/// guarded by the bus's lock.
final class MemoryHearing implements Bus.Hearing {
    private final Timekeeper turns;
    private final List<Cursor> cursors;
    private final Bus.Listener listener;
    private final Object lock;
    private final Consumer<MemoryHearing> forget;
    private final Map<Key, Stamp> newest = new HashMap<>();
    private boolean caughtUp;
    private boolean delivering;
    private boolean stopped;

    private record Key(Topic<?> topic, String key) {}

    /// Where a hearer is in one partition.
    static final class Cursor {
        private final Bus.Ear ear;
        private final MemoryLog log;
        private final long endAtStart;
        private long position;

        Cursor(Bus.Ear ear, MemoryLog log) {
            this.ear = ear;
            this.log = log;
            this.endAtStart = log.end();
            this.position =
                    switch (ear.start()) {
                        case BEGINNING -> 0;
                        case END -> log.end();
                    };
        }

        private Optional<MemoryLog.Entry> next() {
            return log.from(position);
        }

        private boolean hasReachedItsEnd() {
            return position >= endAtStart || next().isEmpty();
        }
    }

    private record Found(Cursor cursor, MemoryLog.Entry entry) {}

    MemoryHearing(
            Timekeeper turns,
            List<Cursor> cursors,
            Bus.Listener listener,
            Object lock,
            Consumer<MemoryHearing> forget) {
        this.turns = turns;
        this.cursors = cursors;
        this.listener = listener;
        this.lock = lock;
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
            while (true) {
                if (!caughtUp && cursors.stream().allMatch(Cursor::hasReachedItsEnd)) {
                    caughtUp = true;
                    return Optional.of(() -> listener.caughtUp(new CaughtUp(false, turns.now())));
                }
                var found = oldest();
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                var cursor = found.get().cursor();
                var entry = found.get().entry();
                cursor.position = entry.offset() + 1;
                if (!isFor(cursor.ear, entry.said())) {
                    continue;
                }
                if (isOvertaken(entry.said())) {
                    return Optional.of(
                            () -> listener.overtaken(heard(cursor.log, entry, entry.said())));
                }
                if (isNews(entry.said())) {
                    return Optional.of(
                            () -> listener.heard(heard(cursor.log, entry, entry.said())));
                }
            }
        }
    }

    private Optional<Found> oldest() {
        return cursors.stream()
                .flatMap(cursor -> cursor.next().map(entry -> new Found(cursor, entry)).stream())
                .min(Comparator.comparingLong(found -> found.entry().order()));
    }

    private static boolean isFor(Bus.Ear ear, Said<?> said) {
        return ear.keys().isEmpty()
                || ear.keys().stream()
                        .anyMatch(
                                key -> said.key().equals(key) || said.key().startsWith(key + "/"));
    }

    private boolean isOvertaken(Said<?> said) {
        var known = newest.get(new Key(said.topic(), said.key()));
        return said.topic().isState()
                && known != null
                && !said.stamp().equals(known)
                && !said.stamp().replaces(known);
    }

    private boolean isNews(Said<?> said) {
        if (!said.topic().isState()) {
            return true;
        }
        var key = new Key(said.topic(), said.key());
        var known = newest.get(key);
        if (known != null && !said.stamp().replaces(known)) {
            return false;
        }
        newest.put(key, said.stamp());
        return true;
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
}
