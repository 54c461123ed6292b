package io.nodebus.proxyrules.pacing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PacingTest {
    private static final String WEB = "default/web";

    private final Pacing pacing = new Pacing(Duration.ofMillis(20), Duration.ofSeconds(1));

    @Test
    void theFirstChangeGoesOutAtOnceAndTheNextWaitsForTheWindow() {
        assertEquals(Set.of(WEB), changed(0));
        assertEquals(Set.of(), changed(5));
        assertEquals(Optional.of(Duration.ofMillis(15)), pacing.untilDue(at(5)));
        assertEquals(Set.of(WEB), due(20));
        assertEquals(Optional.empty(), pacing.untilDue(at(20)));
    }

    @Test
    void aServiceThatKeepsChangingIsToldOnceASecond() {
        var told = new ArrayList<Integer>();
        for (var now = 0; now < 5_000; now += 5) {
            if (!changed(now).isEmpty()) {
                told.add(now);
            }
        }
        assertEquals(List.of(0, 20, 60, 140, 300, 620, 1_260, 2_260, 3_260, 4_260), told);
    }

    @Test
    void afterASecondOfQuietTheWindowIsTheShortestAgain() {
        for (var now = 0; now < 5_000; now += 5) {
            changed(now);
        }
        due(5_260);
        assertEquals(Set.of(WEB), changed(7_260));
        assertEquals(Set.of(), changed(7_270));
        assertEquals(Set.of(WEB), due(7_280));
    }

    @Test
    void oneServiceDoesNotWaitForAnother() {
        changed(0);
        changed(5);
        pacing.touched("default/db", Optional.empty(), at(6));
        assertEquals(Set.of("default/db"), pacing.takeDue(at(6)).keySet());
    }

    @Test
    void whatTellsNothingOpensNoWindow() {
        pacing.touched(WEB, Optional.empty(), at(0));
        pacing.takeDue(at(0));
        assertEquals(Set.of(WEB), changed(1));
    }

    private Set<String> changed(int millis) {
        pacing.touched(WEB, Optional.empty(), at(millis));
        return due(millis);
    }

    private Set<String> due(int millis) {
        var due = pacing.takeDue(at(millis)).keySet();
        due.forEach(service -> pacing.told(service, at(millis)));
        return due;
    }

    private static Duration at(int millis) {
        return Duration.ofMillis(millis);
    }
}
