package io.nodebus.compose.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleConsumerTest {
    @Test
    void readsARecordAsItIsPrinted() {
        var line =
                ConsoleConsumer.Line.of(
                                "ce_specversion:1.0,ce_id:n-uid/1/21,"
                                        + "ce_type:io.nodebus.pod.observed.v1,"
                                        + "ce_time:2026-11-24T18:42:20Z\tn1/default/web\t"
                                        + "{\"uid\":\"u\\t1\"}")
                        .orElseThrow();
        assertEquals("n-uid/1/21", line.id());
        assertEquals("pod.observed.v1", line.type());
        assertEquals("2026-11-24T18:42:20Z", line.headers().get("ce_time"));
        assertEquals("n1/default/web", line.key());
        assertEquals("u\t1", line.json().text("uid"));
    }

    @Test
    void whatElseTheToolSaysIsNoRecord() {
        assertEquals(Optional.empty(), ConsoleConsumer.Line.of("Processed a total of 46 messages"));
    }
}
