package io.nodebus.compose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @Test
    void partsAddUp() {
        assertEquals(Duration.ofMinutes(90), Durations.parse("1h30m"));
        assertEquals(Duration.ofHours(49), Durations.parse("2d1h"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5x", "5m now", "-5m"})
    void whatIsNoDurationIsRefusedWithExamples(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
        assertEquals(
                "\"%s\" is no duration: write 90s, 5m, 1h30m or 2d".formatted(text),
                refused.getMessage());
    }
}
