package io.nodebus.bus.node;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.Unsayable;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.journal.Name;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// A bus for tests that can be cut off, wiped, set back and exchanged, and tells its hearers of it
/// as the real one does. On one thread, in virtual time.
final class SwitchedBus {
    static final int PARTITIONS = 4;

    private final List<Said<?>> log = new ArrayList<>();
    private final Set<Hearer> hearers = new LinkedHashSet<>();
    private final List<Pending> pending = new ArrayList<>();
    private final List<Said<?>> everSaid = new ArrayList<>();
    private Predicate<Said<?>> refuses = _ -> false;
    private PlaneIdentity identity = identity("cluster-1");
    private boolean there = true;
    private int mostPending;

    private record Pending(Timekeeper life, List<Said<?>> records, Promise<Void> done) {}

    static PlaneIdentity identity(String clusterId) {
        return new PlaneIdentity(
                clusterId, "plane-of-" + clusterId, PARTITIONS, Map.of("pods.bound", clusterId));
    }

    /// A connection for one life of a process; it ends with it.
    Bus connect(Timekeeper life) {
        return new Connection(life);
    }

    /// Nobody hears and nothing arrives.
    void cut() {
        there = false;
        List.copyOf(hearers).forEach(Hearer::away);
    }

    /// What was said meanwhile arrives.
    void mend() {
        there = true;
        List.copyOf(hearers).forEach(Hearer::back);
        flush();
    }

    /// It comes back as another one, empty.
    void exchange(PlaneIdentity other) {
        log.clear();
        identity = other;
        there = true;
        List.copyOf(hearers).forEach(Hearer::hearsAnother);
        flush();
    }

    /// It comes back with only so many of its records.
    void setBack(int records) {
        log.subList(records, log.size()).clear();
        there = true;
        List.copyOf(hearers).forEach(Hearer::hearsAgain);
        flush();
    }

    /// Records vanish, and nobody is told.
    void lose(Predicate<Said<?>> which) {
        log.removeIf(which);
    }

    void refuses(Predicate<Said<?>> which) {
        refuses = which;
    }

    /// A process ends in the middle of everything.
    void ends(Timekeeper life) {
        hearers.removeIf(hearer -> hearer.life.equals(life));
        pending.removeIf(one -> one.life().equals(life));
    }

    /// Says as somebody else.
    void says(Said<?>... records) {
        append(List.of(records));
    }

    List<Said<?>> log() {
        return List.copyOf(log);
    }

    /// Everything that ever arrived, also on a bus that is no more.
    List<Said<?>> everSaid() {
        return List.copyOf(everSaid);
    }

    int mostPending() {
        return mostPending;
    }

    private void flush() {
        var all = List.copyOf(pending);
        pending.clear();
        all.forEach(one -> {
            append(one.records());
            one.done().complete();
        });
    }

    private void append(List<Said<?>> records) {
        log.addAll(records);
        everSaid.addAll(records);
        List.copyOf(hearers).forEach(Hearer::wake);
    }

    private final class Connection implements Bus {
        private final Timekeeper life;

        Connection(Timekeeper life) {
            this.life = life;
        }

        @Override
        public Future<Void> say(List<Said<?>> records) {
            if (records.stream().anyMatch(refuses)) {
                return Future.failedFuture(new Unsayable("as planned"));
            }
            if (there) {
                append(records);
                return Future.succeededFuture();
            }
            var done = Promise.<Void>promise();
            pending.add(new Pending(life, records, done));
            mostPending = Math.max(mostPending, pending.size());
            return done.future();
        }

        @Override
        public Future<Hearing> hear(Set<Ear> ears, Listener listener) {
            var hearer = new Hearer(life, ears, listener);
            hearers.add(hearer);
            hearer.begin();
            return Future.succeededFuture(() -> {
                hearers.remove(hearer);
                return Future.succeededFuture();
            });
        }

        @Override
        public int partitions() {
            return PARTITIONS;
        }
    }

    private final class Hearer {
        private final Timekeeper life;
        private final Set<Bus.Ear> ears;
        private final Bus.Listener listener;
        private final Letterbox letters;
        private final Map<Name, Stamp> newest = new LinkedHashMap<>();
        private final Map<Name, Topic<?>> alive = new LinkedHashMap<>();
        private int position;
        private boolean caughtUp;
        private boolean began;

        Hearer(Timekeeper life, Set<Bus.Ear> ears, Bus.Listener listener) {
            this.life = life;
            this.ears = ears;
            this.listener = listener;
            this.letters = new Letterbox(life);
        }

        void begin() {
            if (there) {
                began = true;
                plane(false);
                readToTheEnd();
            }
        }

        void wake() {
            if (there && began) {
                readOn();
            }
        }

        void away() {
            letters.put(() -> listener.bus(new BusState.Away(life.now())));
        }

        void back() {
            letters.put(() -> listener.bus(new BusState.Back(life.now())));
            if (began) {
                readOn();
            } else {
                begin();
            }
        }

        void hearsAnother() {
            letters.put(() -> listener.bus(new BusState.Back(life.now())));
            newest.clear();
            plane(began);
            began = true;
            readAgain();
        }

        void hearsAgain() {
            letters.put(() -> listener.bus(new BusState.Back(life.now())));
            readAgain();
        }

        private void readAgain() {
            position = 0;
            var before = new LinkedHashMap<>(alive);
            readToTheEnd(before);
        }

        private void plane(boolean changed) {
            var seen = identity;
            letters.put(() -> listener.plane(new PlaneSeen(seen, changed, life.now())));
        }

        private void readToTheEnd() {
            readToTheEnd(new LinkedHashMap<>());
        }

        private void readToTheEnd(Map<Name, Topic<?>> before) {
            var first = !caughtUp;
            var end = log.size();
            for (; position < end; position++) {
                var said = log.get(position);
                before.remove(name(said));
                if (said.topic().isState() || !first) {
                    pass(position, said);
                }
            }
            before.forEach((name, topic) -> {
                alive.remove(name);
                letters.put(() -> listener.missing(missing(topic, name.slot())));
            });
            caughtUp = true;
            letters.put(() -> listener.caughtUp(new CaughtUp(!first, life.now())));
        }

        private <M> Missing<M> missing(Topic<M> topic, String key) {
            return new Missing<>(topic, key, life.now());
        }

        private void readOn() {
            position = Math.min(position, log.size());
            for (; position < log.size(); position++) {
                pass(position, log.get(position));
            }
        }

        private void pass(int offset, Said<?> said) {
            if (!Ears.hear(ears, said.topic(), said.key())) {
                return;
            }
            if (said.topic().isState()) {
                var known = newest.get(name(said));
                if (known != null && !said.stamp().replaces(known)) {
                    letters.put(() -> listener.overtaken(heard(offset, said)));
                    return;
                }
                newest.put(name(said), said.stamp());
                if (said.message().isPresent()) {
                    alive.put(name(said), said.topic());
                } else {
                    alive.remove(name(said));
                }
            }
            letters.put(() -> listener.heard(heard(offset, said)));
        }

        private <M> Heard<M> heard(int offset, Said<M> said) {
            return new Heard<>(
                    said.topic(),
                    said.key(),
                    said.message(),
                    said.stamp(),
                    said.at(),
                    new Evidence(
                            said.topic().kind(),
                            said.topic().partition(said.key(), PARTITIONS),
                            offset),
                    life.now());
        }

        private static Name name(Said<?> said) {
            return new Name(said.topic().kind(), said.key());
        }
    }
}
