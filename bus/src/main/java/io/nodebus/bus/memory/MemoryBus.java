package io.nodebus.bus.memory;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.Unsayable;
import io.nodebus.bus.clock.ContextTime;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.hostile.Blow;
import io.nodebus.bus.hostile.Blow.Absent;
import io.nodebus.bus.hostile.Blow.ClockJumped;
import io.nodebus.bus.hostile.Blow.Compacted;
import io.nodebus.bus.hostile.Blow.Repeated;
import io.nodebus.bus.hostile.Blow.Truncated;
import io.nodebus.bus.hostile.Blow.Wiped;
import io.nodebus.bus.hostile.Enemy;
import io.nodebus.bus.hostile.Evil;
import io.nodebus.bus.hostile.Hostility;
import io.nodebus.bus.wire.CloudEvents;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All topics in the memory of this process. Safe for any number of contexts: the logs are guarded
/// by one lock, and every hearer is served on its own context, or on the timekeeper's turns when it
/// has none. It can be given an enemy (decision 0121).
public final class MemoryBus implements Bus {
    /// Longer than an enemy keeps a hearer away: `min.compaction.lag.ms` in small.
    private static final Duration UNCOMPACTED = Duration.ofMinutes(5);

    private final int partitions;
    private final Optional<VirtualTime> time;
    private final Enemy enemy;
    private final Map<Place, MemoryLog> logs = new LinkedHashMap<>();
    private final Set<MemoryHearing> hearings = new LinkedHashSet<>();
    private Optional<PlaneIdentity> plane;
    private int planes = 1;
    private long order;

    private record Place(Topic<?> topic, int partition) {}

    /// Serves hearers on their Vert.x contexts, in real time.
    public MemoryBus(int partitions) {
        this(partitions, Optional.empty(), Optional.empty());
    }

    /// Serves hearers in virtual time: everything is one thread.
    public MemoryBus(int partitions, VirtualTime time) {
        this(partitions, Optional.of(time), Optional.empty());
    }

    /// In real time, with an enemy. It sets no clocks.
    public MemoryBus(int partitions, Hostility hostility) {
        this(partitions, Optional.empty(), Optional.of(hostility.without(Evil.CLOCK_JUMPS)));
    }

    /// In virtual time, with an enemy: the same story at each run.
    public MemoryBus(int partitions, VirtualTime time, Hostility hostility) {
        this(partitions, Optional.of(time), Optional.of(hostility));
    }

    private MemoryBus(int partitions, Optional<VirtualTime> time, Optional<Hostility> hostility) {
        this.partitions = partitions;
        this.time = time;
        this.enemy = hostility.map(Enemy::of).orElse(Enemy.NONE);
        this.plane = hostility.map(_ -> plane("memory-1"));
    }

    private PlaneIdentity plane(String id) {
        return new PlaneIdentity(id, id, partitions, Map.of());
    }

    @Override
    public int partitions() {
        return partitions;
    }

    /// What could not travel is refused here as well, so that a test finds out.
    @Override
    public Future<Void> say(List<Said<?>> records) {
        try {
            records.forEach(CloudEvents::pack);
        } catch (Unsayable e) {
            return Future.failedFuture(e);
        }
        List<MemoryHearing> hearers;
        synchronized (logs) {
            records.forEach(this::append);
            enemy.blows(records).forEach(this::suffer);
            hearers = List.copyOf(hearings);
        }
        hearers.forEach(MemoryHearing::wake);
        return Future.succeededFuture();
    }

    private Duration since() {
        return time.<Timekeeper>map(there -> there)
                .map(Timekeeper::now)
                .orElseGet(ContextTime::realNow)
                .since();
    }

    private void append(Said<?> said) {
        log(said.topic(), said.topic().partition(said.key(), partitions))
                .append(said, order++, since());
    }

    private MemoryLog log(Topic<?> topic, int partition) {
        return logs.computeIfAbsent(
                new Place(topic, partition), _ -> new MemoryLog(topic, partition));
    }

    @Override
    public Future<Hearing> hear(Set<Ear> ears, Listener listener) {
        var turns = time.<Timekeeper>map(there -> there).orElseGet(MemoryBus::callersTurns);
        synchronized (logs) {
            var cursors =
                    ears.stream()
                            .sorted(Comparator.comparing(ear -> ear.topic().kind()))
                            .flatMap(this::cursors)
                            .toList();
            var hearing = new MemoryHearing(turns, cursors, listener, logs, enemy, this::forget);
            plane.ifPresent(hearing::meets);
            hearings.add(hearing);
            hearing.wake();
            return Future.succeededFuture(hearing);
        }
    }

    /// What is on a topic, in the order it was said.
    public <M> List<Said<M>> records(Topic<M> topic) {
        synchronized (logs) {
            return logsOf(topic)
                    .flatMap(MemoryLog::entries)
                    .sorted(Comparator.comparingLong(MemoryLog.Entry::order))
                    .map(MemoryBus::<M>saidOn)
                    .toList();
        }
    }

    // The logs of a topic hold what was said on it.
    @SuppressWarnings("unchecked")
    private static <M> Said<M> saidOn(MemoryLog.Entry entry) {
        return (Said<M>) entry.said();
    }

    /// The cleaner runs now, and every tombstone has lived long enough.
    public void compact(Topic<?> topic) {
        synchronized (logs) {
            logsOf(topic).forEach(log -> log.compact(Long.MAX_VALUE, Long.MAX_VALUE));
        }
    }

    /// Records of a key vanish without a tombstone, and nobody is told.
    public void lose(Topic<?> topic, String key) {
        synchronized (logs) {
            logsOf(topic).forEach(log -> log.lose(key));
        }
    }

    /// The enemy, if there is one, does nothing any more.
    public void rests() {
        synchronized (logs) {
            enemy.rests();
        }
    }

    private void suffer(Blow blow) {
        switch (blow) {
            case Repeated(var said) -> append(said);
            case Compacted(var topic, var tombstones) ->
                    logsOf(topic)
                            .forEach(log ->
                                    log.compact(
                                            log.after(since().minus(UNCOMPACTED)),
                                            tombstones ? heardByAll(log) : 0));
            case Absent(var hearer, var duration) ->
                    hearings.stream()
                            .skip(hearings.isEmpty() ? 0 : hearer % hearings.size())
                            .findFirst()
                            .ifPresent(hearing -> hearing.loses(duration));
            case ClockJumped(var by) -> time.ifPresent(there -> there.jump(by));
            case Truncated(var topic, var key, var records) ->
                    truncate(log(topic, topic.partition(key, partitions)), records);
            case Wiped() -> wipe();
        }
    }

    private long heardByAll(MemoryLog log) {
        return hearings.stream()
                .mapToLong(hearing -> hearing.position(log))
                .min()
                .orElse(log.end());
    }

    /// Whoever had read farther notices, and reads again.
    private void truncate(MemoryLog log, int records) {
        log.truncate(records);
        hearings.stream()
                .filter(hearing -> hearing.position(log) > log.end())
                .forEach(MemoryHearing::readsAgain);
    }

    private void wipe() {
        logs.values().forEach(MemoryLog::clear);
        var another = plane("memory-" + ++planes);
        plane = Optional.of(another);
        hearings.forEach(hearing -> hearing.meetsAnother(another));
    }

    private Stream<MemoryLog> logsOf(Topic<?> topic) {
        return logs.values().stream().filter(log -> log.topic().equals(topic));
    }

    private static Timekeeper callersTurns() {
        var context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException(
                    "hear on a Vert.x context, or give the bus a timekeeper: there is no thread to"
                            + " be heard on");
        }
        return new ContextTime(context);
    }

    private Stream<Cursor> cursors(Ear ear) {
        var of =
                ear.keys().isEmpty()
                        ? IntStream.range(0, ear.topic().scope() == Scope.SINGLE ? 1 : partitions)
                        : ear.keys().stream()
                                .mapToInt(key -> ear.topic().partition(key, partitions))
                                .distinct()
                                .sorted();
        return of.mapToObj(partition -> new Cursor(ear, log(ear.topic(), partition)));
    }

    private void forget(MemoryHearing hearing) {
        synchronized (logs) {
            hearings.remove(hearing);
        }
    }
}
