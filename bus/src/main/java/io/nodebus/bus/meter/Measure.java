package io.nodebus.bus.meter;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// One meter of a service: name, unit, tags and help in one place. A service lists its meters in an
/// enum that implements this. Tags come from closed sets, never pod or image names.
public interface Measure extends MeterDocumentation {
    /// From what in-process work takes to what an operator would call an outage.
    List<Duration> BUCKETS =
            List.of(
                    Duration.ofMillis(1),
                    Duration.ofMillis(5),
                    Duration.ofMillis(10),
                    Duration.ofMillis(50),
                    Duration.ofMillis(100),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2));

    /// One sentence for the operator, shown as HELP.
    String help();

    /// Names of its tags, with blanks between.
    String tagNames();

    @Override
    default KeyName[] getKeyNames() {
        return Arrays.stream(tagNames().split(" "))
                .filter(name -> !name.isEmpty())
                .map(name -> (KeyName) () -> name)
                .toArray(KeyName[]::new);
    }

    /// @param tags name and value in turn
    default Counter counter(MeterRegistry registry, String... tags) {
        return Counter.builder(getName()).description(help()).tags(tags).register(registry);
    }

    /// @param tags name and value in turn
    default Timer timer(MeterRegistry registry, String... tags) {
        return Timer.builder(getName())
                .description(help())
                .tags(tags)
                .serviceLevelObjectives(BUCKETS.toArray(Duration[]::new))
                .register(registry);
    }

    /// @param tags name and value in turn
    default Gauge gauge(MeterRegistry registry, Supplier<Number> value, String... tags) {
        return Gauge.builder(getName(), value)
                .description(help())
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }
}
