package io.nodebus.contracts.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "5m0s, PT5M",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        "250ms, PT0.25S",
        "1us, PT0.000001S",
        ".5s, PT0.5S",
        "-2m, PT-2M",
        "0, PT0S",
        "0s, PT0S",
        "168h, PT168H"
    })
    void readsWhatGoReads(String text, Duration duration) {
        assertEquals(duration, GoDuration.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "5 m", "m", "5m 0s", "5d", "-", "1h-5m", "PT5M", "9999999999h"})
    void refusesWhatGoRefuses(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> GoDuration.parse(text));
        assertTrue(String.valueOf(refused.getMessage()).contains("\"" + text + "\""));
    }

    @ParameterizedTest
    @CsvSource({
        "PT5M, 5m0s",
        "PT1H, 1h0m0s",
        "PT1.5S, 1.5s",
        "PT0.003S, 3ms",
        "PT0.0015S, 1.5ms",
        "PT0.000002S, 2µs",
        "PT0.000000007S, 7ns",
        "PT0S, 0s",
        "PT-2M, -2m0s"
    })
    void writesAsGoWrites(Duration duration, String text) {
        assertEquals(text, GoDuration.text(duration));
    }

    @Test
    void readsBackWhatItWrote() {
        var duration = Duration.ofHours(26).plusSeconds(3).plusNanos(1_234_567);
        assertEquals(duration, GoDuration.parse(GoDuration.text(duration)));
    }
}
