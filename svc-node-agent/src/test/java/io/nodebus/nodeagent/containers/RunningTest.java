package io.nodebus.nodeagent.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void whatEndedBeforeItsStartWasAnsweredHasNotEndedBeforeItBegan() {
        var running = new Running(NOON, Optional.empty());
        var end = NOON.minusMillis(3);
        var shown = running.exited(1, "Error", Optional.empty(), end).shown();
        assertEquals(Optional.of(end), shown.startedAt());
        assertEquals(end, shown.finishedAt());
    }
}
