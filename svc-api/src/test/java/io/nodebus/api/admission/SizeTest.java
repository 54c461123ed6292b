package io.nodebus.api.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.api.status.Refused;
import io.nodebus.bus.wire.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SizeTest {
    @Test
    void countsTheBytesThatJsonWouldHave() {
        var tree =
                Map.of(
                        "text",
                        "a \"quoted\" line\nwith ünïcode, 漢字 and 🙂",
                        "numbers",
                        List.of(1, 2L, -3),
                        "flags",
                        List.of(true, false),
                        "none",
                        Map.of());

        assertEquals(Json.write(tree).length, Size.bytes(tree));
    }

    @Test
    void refusesMoreThanNineHundredKibibytes() {
        Size.check(Map.of("a", "x".repeat(Size.MOST_BYTES - 10)));

        var refused =
                assertThrows(
                        Refused.class, () -> Size.check(Map.of("a", "x".repeat(Size.MOST_BYTES))));

        assertEquals(413, refused.refusal().code());
    }
}
