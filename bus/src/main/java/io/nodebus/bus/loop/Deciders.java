package io.nodebus.bus.loop;

import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Decider;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Input;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Quarantined;
import io.nodebus.bus.decide.Refused;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.contracts.topic.Topic;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The table of a service: what is heard, and who decides on it. What nobody decides on changes
/// nothing.
final class Deciders<S> {
    private final Map<Topic<?>, Decider<S, Input>> heard = new HashMap<>();
    private final Map<Topic<?>, Decider<S, Input>> missing = new HashMap<>();
    private final Map<Class<?>, Decider<S, Input>> told = new LinkedHashMap<>();
    private Decider<S, Began> began = (state, _) -> Decision.quietly(state);
    private Decider<S, CaughtUp> caughtUp = (state, _) -> Decision.quietly(state);
    private Decider<S, Quarantined<?>> quarantined = (state, _) -> Decision.quietly(state);
    private Decider<S, Refused> refused = (state, _) -> Decision.quietly(state);
    private Decider<S, PlaneSeen> plane = (state, _) -> Decision.quietly(state);
    private Decider<S, BusState> bus = (state, _) -> Decision.quietly(state);
    private Decider<S, Tick> ticks = (state, _) -> Decision.quietly(state);

    // The topic of a record says what it is a record of, and the caller of these four said who
    // decides on that.
    @SuppressWarnings("unchecked")
    <M> void heard(Topic<?> topic, Decider<S, Heard<M>> decider) {
        once(heard, topic, (state, input) -> decider.decide(state, (Heard<M>) input));
    }

    @SuppressWarnings("unchecked")
    <M> void missing(Topic<M> topic, Decider<S, Missing<M>> decider) {
        once(missing, topic, (state, input) -> decider.decide(state, (Missing<M>) input));
    }

    @SuppressWarnings("unchecked")
    <M> void told(Class<M> family, Decider<S, Told<M>> decider) {
        once(told, family, (state, input) -> decider.decide(state, (Told<M>) input));
    }

    void began(Decider<S, Began> decider) {
        began = decider;
    }

    void caughtUp(Decider<S, CaughtUp> decider) {
        caughtUp = decider;
    }

    void quarantined(Decider<S, Quarantined<?>> decider) {
        quarantined = decider;
    }

    void refused(Decider<S, Refused> decider) {
        refused = decider;
    }

    void plane(Decider<S, PlaneSeen> decider) {
        plane = decider;
    }

    void bus(Decider<S, BusState> decider) {
        bus = decider;
    }

    void ticks(Decider<S, Tick> decider) {
        ticks = decider;
    }

    private static <K, V> void once(Map<K, V> table, K key, V decider) {
        if (table.put(key, decider) != null) {
            throw new IllegalStateException(key + " has two deciders in one loop");
        }
    }

    Decision<S> decide(S state, Input input) {
        return switch (input) {
            case Heard<?> message -> by(heard.get(message.topic()), state, message);
            case Quarantined<?> key -> quarantined.decide(state, key);
            case Refused record -> refused.decide(state, record);
            case PlaneSeen seen -> plane.decide(state, seen);
            case Missing<?> key -> by(missing.get(key.topic()), state, key);
            case Told<?> message -> toldBy(message).decide(state, message);
            case Began begin -> began.decide(state, begin);
            case CaughtUp end -> caughtUp.decide(state, end);
            case BusState now -> bus.decide(state, now);
            case Tick tick -> ticks.decide(state, tick);
        };
    }

    private Decision<S> by(@Nullable Decider<S, Input> decider, S state, Input input) {
        return decider == null ? Decision.quietly(state) : decider.decide(state, input);
    }

    private Decider<S, Input> toldBy(Told<?> told) {
        return this.told.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(told.message()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "told a %s, and nobody here decides on it"
                                        .formatted(told.message().getClass())));
    }
}
