package io.nodebus.compose.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private final Spread spread = new Spread();

    @Test
    void eachFigureIsOneThatWasMeasured() {
        for (var millis : new int[] {30, 10, 20, 50, 40}) {
            spread.add(millis * 1_000_000L);
        }
        assertEquals(Map.of("min", 10.0, "p50", 30.0, "p90", 50.0, "max", 50.0), spread.json());
    }

    @Test
    void aSingleTimeIsItsOwnMedian() {
        spread.add(1_234_567);
        assertEquals(1.2, spread.median());
    }
}
