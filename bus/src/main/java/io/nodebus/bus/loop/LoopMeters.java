package io.nodebus.bus.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nodebus.bus.Said;
import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Input;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Quarantined;
import io.nodebus.bus.decide.Refused;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.bus.meter.BusMeter;
import io.nodebus.contracts.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What one loop measures. Meters are looked up once per topic: the registry's own look-up builds
/// an id each time. Confined to the loop's turns.
final class LoopMeters {
    private final MeterRegistry registry;
    private final String loop;
    private final Counter decided;
    private final AtomicInteger quarantined = new AtomicInteger();
    private final Map<Topic<?>, Counter> heard = new HashMap<>();
    private final Map<Topic<?>, Timer> lag = new HashMap<>();
    private final Map<Topic<?>, Counter> said = new HashMap<>();
    private boolean caughtUp;

    LoopMeters(MeterRegistry registry, String loop) {
        this.registry = registry;
        this.loop = loop;
        this.decided = BusMeter.DECIDED.counter(registry, "loop", loop);
        BusMeter.QUARANTINED.gauge(registry, quarantined::get, "loop", loop);
    }

    /// Lag is measured from the end of catching up on: what is read before is old by nature.
    void decided(Input input) {
        decided.increment();
        switch (input) {
            case Began _ -> caughtUp = false;
            case CaughtUp _ -> caughtUp = true;
            case Heard<?> record -> heard(record);
            case Quarantined<?> _,
                    Refused _,
                    PlaneSeen _,
                    Missing<?> _,
                    BusState _,
                    Tick _,
                    Told<?> _ -> {}
        }
    }

    private void heard(Heard<?> record) {
        heard.computeIfAbsent(
                        record.topic(),
                        topic ->
                                BusMeter.HEARD.counter(
                                        registry, "loop", loop, "topic", topic.kind()))
                .increment();
        if (caughtUp) {
            var since = Duration.between(record.said(), record.at().wall());
            lag.computeIfAbsent(
                            record.topic(),
                            topic ->
                                    BusMeter.LAG.timer(
                                            registry, "loop", loop, "topic", topic.kind()))
                    .record(since.isNegative() ? Duration.ZERO : since);
        }
    }

    void said(List<Said<?>> says) {
        for (var record : says) {
            said.computeIfAbsent(
                            record.topic(),
                            topic ->
                                    BusMeter.SAID.counter(
                                            registry, "loop", loop, "topic", topic.kind()))
                    .increment();
        }
    }

    void quarantined(int keys) {
        quarantined.set(keys);
    }

    void corrected(Topic<?> topic, Reading.Corrections corrections) {
        var rewritten =
                corrections.says().stream().filter(say -> say.message().isPresent()).toList();
        corrected(topic, "rewritten", rewritten.size());
        corrected(topic, "tombstoned", corrections.says().size() - rewritten.size());
        corrected(topic, "withheld", corrections.withheld().size());
    }

    private void corrected(Topic<?> topic, String how, int keys) {
        BusMeter.CORRECTED
                .counter(registry, "loop", loop, "topic", topic.kind(), "how", how)
                .increment(keys);
    }
}
