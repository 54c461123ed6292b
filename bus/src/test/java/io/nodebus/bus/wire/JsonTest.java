package io.nodebus.bus.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"b\":[1,2.50,true,\"x\"]},\"c\":9223372036854775808}",
                "[]",
                "\"text\"",
                "{\"unicode\":\"ü\\\"\"}"
            })
    void whatWasWrittenIsReadAsTheSame(String text) {
        var tree = Json.parse(text.getBytes(UTF_8));
        assertEquals(text, new String(Json.write(java.util.Objects.requireNonNull(tree)), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1,\"a\":2}", "[1] 2", "{'a':1}", "nul"})
    void whatIsNoJsonIsRefusedAndNeverCrashes(String text) {
        assertThrows(IllegalArgumentException.class, () -> Json.parse(text.getBytes(UTF_8)));
    }

    @Test
    void aNullIsNoFieldUnlessItIsAskedFor() {
        var text = "{\"a\":{\"b\":null},\"c\":1}".getBytes(UTF_8);

        assertEquals("{a={}, c=1}", String.valueOf(Json.parse(text)));
        assertEquals("{a={b=null}, c=1}", String.valueOf(Json.parseWithNulls(text)));
    }

    @Test
    void nestingIsBounded() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Json.parse("[".repeat(100_000).getBytes(UTF_8)));
    }
}
