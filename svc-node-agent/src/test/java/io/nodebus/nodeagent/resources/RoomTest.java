package io.nodebus.nodeagent.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.wire.TreeReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final Map<String, Quantity> NODE =
            Map.of(
                    "cpu", Quantity.of("2"),
                    "memory", Quantity.of("1Gi"),
                    "pods", Quantity.of("3"));

    @Test
    void whatFitsExactlyFits() {
        assertEquals(
                Optional.empty(), Room.shortage(asking("500m"), List.of(asking("1500m")), NODE));
    }

    @Test
    void saysInKubeletsWordsWhatIsShort() {
        var shortage = Room.shortage(asking("600m"), List.of(asking("1500m")), NODE).orElseThrow();

        assertEquals("OutOfcpu", shortage.reason());
        assertEquals(
                "Pod was rejected: Node didn't have enough resource: cpu, requested: 600, used:"
                        + " 1500, capacity: 2000",
                shortage.message());
    }

    @Test
    void aPodThatAsksForNothingStillCountsAsAPod() {
        var full = List.of(asking("0"), asking("0"), asking("0"));

        assertEquals("OutOfpods", Room.shortage(asking("0"), full, NODE).orElseThrow().reason());
    }

    @Test
    void aResourceTheNodeDoesNotHaveIsShort() {
        var odd = spec(Map.of("example.com/gpu", "1"));

        assertEquals(
                "OutOfexample.com/gpu", Room.shortage(odd, List.of(), NODE).orElseThrow().reason());
    }

    private static PodSpec asking(String cpu) {
        return spec(Map.of("cpu", cpu));
    }

    private static PodSpec spec(Map<String, String> requests) {
        return TreeReader.lenient(
                PodSpec.class,
                Map.of(
                        "containers",
                        List.of(
                                Map.of(
                                        "name",
                                        "c",
                                        "image",
                                        "busybox",
                                        "resources",
                                        Map.of("requests", requests)))));
    }
}
