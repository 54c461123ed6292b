package io.nodebus.api.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodCidrsTest {
    @Test
    void theLowestFreeOneIsGiven() {
        var pool = PodCidrs.of("10.64.0.0/16");

        assertEquals(Optional.of("10.64.0.0/24"), pool.free(List.of()));
        assertEquals(
                Optional.of("10.64.1.0/24"), pool.free(List.of("10.64.0.0/24", "10.64.2.0/24")));
    }

    @Test
    void noneIsGivenWhenAllAreTaken() {
        assertEquals(
                Optional.empty(),
                PodCidrs.of("10.64.4.0/23").free(List.of("10.64.4.0/24", "10.64.5.0/24")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.64.0.0", "10.64.0.1/16", "10.64.0.0/25", "10.300.0.0/16", "x/8"})
    void whatIsNoPoolIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PodCidrs.of(text));
    }
}
