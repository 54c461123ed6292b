package io.nodebus.compose.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.compose.bench.RuntimeLog.Order;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuntimeLogTest {
    private static final String TIME = "time=\"2026-11-24T18:46:01.109200300Z\" level=info ";
    private static final String ORDER =
            "msg=\"CreateContainer within sandbox \\\"0a1b\\\" for container ";

    @Test
    void anOrderIsTakenWhenItArrives() {
        var order = new Order(Instant.parse("2026-11-24T18:46:01.109200300Z"), 1);
        assertEquals(
                Optional.of(order),
                Order.of(TIME + ORDER + "&ContainerMetadata{Name:main,Attempt:1,}\""));
        assertEquals(Optional.of(order), Order.of(TIME + ORDER + "name:\\\"main\\\" attempt:1\""));
    }

    @Test
    void itsAnswerIsNoOrder() {
        assertEquals(
                Optional.empty(),
                Order.of(
                        TIME
                                + ORDER
                                + "&ContainerMetadata{Name:main,Attempt:1,} returns container id"
                                + " \\\"0c\\\"\""));
    }

    @Test
    void whatOthersWriteThereIsLeftOut() {
        assertEquals(Optional.empty(), Order.of("18:46:01.100 INFO  NodeAgent: ready"));
    }
}
