package io.nodebus.bus.memory;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Leaves out the repetitions that nobody said, as everybody who hears events must be able to: what
/// is left of an enemy's doings must be what a bus promises.
final class AsOftenAsSaid implements Bus {
    private final Bus bus;
    private final Map<Record, Integer> said = new ConcurrentHashMap<>();

    private record Record(Topic<?> topic, String id) {}

    AsOftenAsSaid(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<Void> say(List<Said<?>> records) {
        records.forEach(
                one -> said.merge(new Record(one.topic(), one.stamp().id()), 1, Integer::sum));
        return bus.say(records);
    }

    @Override
    public Future<Hearing> hear(Set<Ear> ears, Listener listener) {
        return bus.hear(ears, new Once(listener));
    }

    @Override
    public int partitions() {
        return bus.partitions();
    }

    private final class Once implements Listener {
        private final Listener listener;
        private final Map<Record, Integer> heard = new HashMap<>();

        Once(Listener listener) {
            this.listener = listener;
        }

        @Override
        public Future<?> heard(Heard<?> record) {
            var key = new Record(record.topic(), record.stamp().id());
            var times = heard.merge(key, 1, Integer::sum);
            return record.topic().isState() || times <= said.getOrDefault(key, 0)
                    ? listener.heard(record)
                    : Future.succeededFuture();
        }

        @Override
        public Future<?> overtaken(Heard<?> older) {
            return listener.overtaken(older);
        }

        @Override
        public Future<?> caughtUp(CaughtUp caughtUp) {
            return listener.caughtUp(caughtUp);
        }

        @Override
        public Future<?> missing(Missing<?> missing) {
            return listener.missing(missing);
        }

        @Override
        public Future<?> bus(BusState state) {
            return listener.bus(state);
        }

        @Override
        public Future<?> plane(PlaneSeen plane) {
            return listener.plane(plane);
        }
    }
}
