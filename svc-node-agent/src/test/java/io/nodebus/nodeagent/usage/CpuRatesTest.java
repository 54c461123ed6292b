package io.nodebus.nodeagent.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CpuRatesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aSingleReadingTellsTheAverageSinceTheStart() {
        var rates = new CpuRates().with("c", START, at(10), 5 * SECOND);
        assertEquals(Optional.of(SECOND / 2), rates.nanoCores("c"));
    }

    @Test
    void twoReadingsTellWhatWasUsedBetween() {
        var rates =
                new CpuRates()
                        .with("c", START, at(10), SECOND)
                        .with("c", START, at(12), 5 * SECOND);
        assertEquals(Optional.of(2 * SECOND), rates.nanoCores("c"));
    }

    @Test
    void readingsTooCloseToEachOtherChangeNothing() {
        var before = new CpuRates().with("c", START, at(10), SECOND);
        var rates = before.with("c", START, at(10).plusMillis(999), 5 * SECOND);
        assertEquals(before.nanoCores("c"), rates.nanoCores("c"));
    }

    @Test
    void aCounterThatBeganAnewIsNoNegativeRate() {
        var rates =
                new CpuRates()
                        .with("c", START, at(10), 9 * SECOND)
                        .with("c", at(10), at(12), SECOND);
        assertEquals(Optional.of(SECOND / 2), rates.nanoCores("c"));
    }

    @Test
    void whatIsNotReadAnyMoreIsForgotten() {
        var rates =
                new CpuRates()
                        .with("old", START, at(1), SECOND)
                        .with("new", START, at(9), SECOND)
                        .since(at(5));
        assertEquals(Optional.empty(), rates.nanoCores("old"));
        assertEquals(Optional.of(SECOND / 9 + 0), rates.nanoCores("new"));
    }

    @Test
    void nothingIsKnownOfACounterAtItsStart() {
        assertEquals(Optional.empty(), new CpuRates().with("c", START, START, 0).nanoCores("c"));
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
