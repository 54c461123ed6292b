package io.nodebus.compose.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.compose.bench.RuntimeEvents.Happened;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuntimeEventsTest {
    @Test
    void anEndIsWhenTheProcessEndedAndNotWhenItWasTold() {
        assertEquals(
                Optional.of(
                        new Happened(
                                Instant.parse("2026-11-24T18:46:01.100200300Z"),
                                "/tasks/exit",
                                "c1")),
                Happened.of(
                        "2026-11-24 18:46:01.104 +0000 UTC k8s.io /tasks/exit {\"container_id\":"
                                + "\"c1\",\"id\":\"c1\",\"pid\":191,\"exit_status\":137,"
                                + "\"exited_at\":\"2026-11-24T18:46:01.100200300Z\"}"));
    }

    @Test
    void whatIsNoEventIsLeftOut() {
        assertEquals(Optional.empty(), Happened.of("ctr: failed to dial"));
    }
}
