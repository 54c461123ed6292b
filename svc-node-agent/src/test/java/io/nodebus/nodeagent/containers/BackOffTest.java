package io.nodebus.nodeagent.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void theFirstRestartIsAtOnceAndEachFurtherWaitIsTwiceTheLast() {
        var backOff = BackOff.ofRestarts();
        var now = Duration.ZERO;
        var waits = new ArrayList<Long>();
        for (var restart = 0; restart < 8; restart++) {
            var until = backOff.holds(now).orElse(now);
            waits.add(until.minus(now).toSeconds());
            backOff = backOff.grown(now, until);
            now = until;
        }

        assertEquals(List.of(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L), waits);
    }

    @Test
    void aContainerThatRanForTenMinutesBeginsAnew() {
        var crashed = BackOff.ofRestarts().grown(Duration.ZERO, Duration.ZERO);

        assertEquals(Optional.of(Duration.ofSeconds(610)), crashed.holds(Duration.ofSeconds(600)));
        assertEquals(Optional.empty(), crashed.holds(Duration.ofSeconds(601)));
    }

    @Test
    void whatWorkedBeginsAnew() {
        var pulls = BackOff.ofPulls().grown(Duration.ZERO, Duration.ZERO).reset();

        assertEquals(Optional.empty(), pulls.holds(Duration.ofSeconds(1)));
    }
}
