package io.nodebus.bus.logging;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.ListAppender;
import io.nodebus.bus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    LoggingTest() {
        events.start();
        var logger = context.getLogger("io.nodebus.bus.Example");
        logger.addAppender(events);
        logger.atInfo()
                .addKeyValue("node", "n1")
                .addKeyValue("count", 3)
                .log("heard {}", "something");
        logger.info("plain");
    }

    @Test
    void textIsForPeople() {
        var lines = encoded(Logging.text(context));
        assertTrue(
                lines.getFirst()
                        .matches(
                                "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO {2}Example: heard something"
                                        + " node=\"n1\" count=\"3\"\n"),
                lines.getFirst());
        assertTrue(lines.getLast().endsWith("Example: plain\n"), lines.getLast());
    }

    @Test
    void jsonHasTheMessageAndItsPairsOnOneLine() {
        var line = encoded(Logging.json(context)).getFirst();
        assertEquals(line.length() - 1, line.indexOf('\n'));
        var read = (Map<?, ?>) requireNonNull(Json.parse(line.getBytes(StandardCharsets.UTF_8)));
        assertEquals("heard something", read.get("formattedMessage"));
        assertEquals("INFO", read.get("level"));
        assertEquals(List.of(Map.of("node", "n1"), Map.of("count", "3")), read.get("kvpList"));
    }

    @Test
    void untilToldAProcessOnlyWarns() {
        var logger = LoggerFactory.getLogger("io.nodebus.bus.Example");
        assertTrue(logger.isWarnEnabled());
        assertFalse(logger.isInfoEnabled());
    }

    private List<String> encoded(Encoder<ILoggingEvent> encoder) {
        return events.list.stream()
                .map(event -> new String(encoder.encode(event), StandardCharsets.UTF_8))
                .toList();
    }
}
