package io.nodebus.api.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.api.status.Refused;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    private static final Map<String, String> LABELS =
            Map.of("app", "web", "tier", "front", "version", "7");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=web | true",
                "app==web,tier!=back | true",
                "app in (web, shop) | true",
                "app notin (web,shop) | false",
                "app | true",
                "!app | false",
                "! missing | true",
                "missing notin (a) | true",
                "missing!=a | true",
                "version>6,version<8 | true",
                "version>7 | false",
                "app=web,missing | false",
                "app= | false",
            })
    void labelsMatch(String selector, boolean matches) {
        assertEquals(matches, LabelSelector.parse(selector).matches(LABELS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app in web", "a b", "=x", "app=a=b=(", "in (a)x"})
    void whatIsNoLabelSelectorIsRefused(String selector) {
        assertThrows(Refused.class, () -> LabelSelector.parse(selector));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec.nodeName", "=x"})
    void whatIsNoFieldSelectorIsRefused(String selector) {
        assertThrows(Refused.class, () -> FieldSelector.parse(selector));
    }
}
