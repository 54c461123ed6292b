package io.nodebus.bus.flight;

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
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A guess at how many bytes an input keeps from being collected. Texts are what can be large: they
/// count as they are, everything else as a little. Commands are not weighed: what they say is
/// mostly what was heard, and this runs at each input.
final class Weight {
    private static final int A_LITTLE = 16;
    private static final int AN_INPUT = 256;

    private static final ClassValue<Method[]> PARTS =
            new ClassValue<>() {
                @Override
                protected Method[] computeValue(Class<?> type) {
                    var accessors =
                            Arrays.stream(type.getRecordComponents())
                                    .filter(part -> mayBeLarge(part.getType()))
                                    .map(RecordComponent::getAccessor)
                                    .toArray(Method[]::new);
                    AccessibleObject.setAccessible(accessors, true);
                    return accessors;
                }
            };

    private Weight() {}

    private static boolean mayBeLarge(Class<?> type) {
        return !type.isPrimitive()
                && !type.isEnum()
                && !Number.class.isAssignableFrom(type)
                && !Temporal.class.isAssignableFrom(type)
                && !TemporalAmount.class.isAssignableFrom(type);
    }

    static long of(Input input) {
        return AN_INPUT
                + switch (input) {
                    case Heard<?> heard -> ofPart(heard.message());
                    case Quarantined<?> key -> ofPart(key.heard().message());
                    case Told<?> told -> ofPart(told.message());
                    case Began _,
                            BusState _,
                            CaughtUp _,
                            Missing<?> _,
                            PlaneSeen _,
                            Refused _,
                            Tick _ ->
                            0;
                };
    }

    static long ofPart(@Nullable Object value) {
        return A_LITTLE
                + switch (value) {
                    case null -> 0;
                    case String text -> text.length();
                    case byte[] bytes -> bytes.length;
                    case Optional<?> optional -> optional.isEmpty() ? 0 : ofPart(optional.get());
                    case Collection<?> all -> sum(all);
                    case Map<?, ?> map -> sum(map.keySet()) + sum(map.values());
                    case Record whole -> parts(whole);
                    default -> A_LITTLE;
                };
    }

    private static long sum(Collection<?> all) {
        var sum = 0L;
        for (var one : all) {
            sum += ofPart(one);
        }
        return sum;
    }

    private static long parts(Record whole) {
        var sum = 0L;
        for (var part : PARTS.get(whole.getClass())) {
            try {
                sum += ofPart(part.invoke(whole));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(part + " cannot be read", e);
            }
        }
        return sum;
    }
}
