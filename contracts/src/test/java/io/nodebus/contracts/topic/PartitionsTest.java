package io.nodebus.contracts.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The vectors were made with Kafka's own murmur2. A change here loses every record there is.
class PartitionsTest {
    @ParameterizedTest
    @CsvSource({
        "'',              1, 25, 217",
        "a,               0, 60, 124",
        "n1,              2, 54,  54",
        "node-17,         2, 10,  10",
        "default/web,     0,  0,   0",
        "kube-system/dns, 2, 38, 230",
        "größe/ü,         0,  0,   0",
        "x/0123456789,    2, 26,  90",
        "日本/語,          3, 35, 163"
    })
    void aKeyLandsWhereKafkaWouldPutIt(String key, int of4, int of64, int of256) {
        assertEquals(of4, Partitions.of(key, 4));
        assertEquals(of64, Partitions.of(key, 64));
        assertEquals(of256, Partitions.of(key, 256));
    }

    @Test
    void thereMustBeAPartitionToLandIn() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> Partitions.of("default/web", 0));
        assertEquals("partitions must be at least 1, got 0", refused.getMessage());
    }
}
