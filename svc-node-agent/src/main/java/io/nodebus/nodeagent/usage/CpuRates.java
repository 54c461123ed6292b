package io.nodebus.nodeagent.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Cores in use, from counters that only grow. Two readings make a rate; of a counter that was read
/// only once the average since its start is told.
public final class CpuRates {
    /// Closer readings say more about the clock than about the load.
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Map<String, Reading> readings;

    private record Reading(Instant at, long nanoseconds, Optional<Long> rate) {}

    public CpuRates() {
        this(Map.of());
    }

    private CpuRates(Map<String, Reading> readings) {
        this.readings = readings;
    }

    /// With a further reading of a counter.
    ///
    /// @param start when the counter was 0
    public CpuRates with(String counter, Instant start, Instant at, long nanoseconds) {
        var before = Optional.ofNullable(readings.get(counter));
        if (before.filter(b -> Duration.between(b.at, at).compareTo(SHORTEST) < 0).isPresent()) {
            return this;
        }
        // A smaller figure is a counter that began anew.
        var rate =
                before.filter(b -> b.nanoseconds <= nanoseconds)
                        .map(b -> rate(b.at, at, nanoseconds - b.nanoseconds))
                        .orElseGet(() -> rate(start, at, nanoseconds));
        var next = new LinkedHashMap<>(readings);
        next.put(counter, new Reading(at, nanoseconds, rate));
        return new CpuRates(next);
    }

    /// Without the counters that were not read since then.
    public CpuRates since(Instant oldest) {
        var next = new LinkedHashMap<>(readings);
        next.values().removeIf(reading -> reading.at.isBefore(oldest));
        return new CpuRates(next);
    }

    /// Nanoseconds of processor time per second.
    public Optional<Long> nanoCores(String counter) {
        return Optional.ofNullable(readings.get(counter)).flatMap(Reading::rate);
    }

    private static Optional<Long> rate(Instant from, Instant to, long nanoseconds) {
        var wall = Duration.between(from, to).toNanos();
        return wall <= 0
                ? Optional.empty()
                : Optional.of(Math.round((double) nanoseconds / wall * 1e9));
    }
}
