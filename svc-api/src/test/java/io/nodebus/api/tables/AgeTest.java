package io.nodebus.api.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S,0s",
        "PT-1S,0s",
        "PT-5S,<invalid>",
        "PT119S,119s",
        "PT2M,2m",
        "PT9M59S,9m59s",
        "PT10M30S,10m",
        "PT179M,179m",
        "PT3H,3h",
        "PT7H59M,7h59m",
        "PT8H30M,8h",
        "PT47H,47h",
        "PT48H,2d",
        "PT49H,2d1h",
        "P7DT23H,7d23h",
        "P8DT3H,8d",
        "P729D,729d",
        "P731D,2y1d",
        "P3000D,8y",
    })
    void agesAreWrittenAsKubectlWritesThem(Duration age, String text) {
        assertEquals(text, Age.of(age));
    }
}
