package io.nodebus.nodeagent.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.wire.TreeReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QosTest {
    private static final Map<String, Object> NOTHING = Map.of();
    private static final Map<String, Object> LIMITED =
            Map.of("limits", Map.of("cpu", "1", "memory", "64Mi"));

    @Test
    void limitsOfEverythingAreAGuarantee() {
        assertEquals(Qos.Guaranteed, Qos.of(spec(List.of(LIMITED, LIMITED))));
    }

    @Test
    void oneContainerThatAsksForNothingEndsTheGuarantee() {
        assertEquals(Qos.Burstable, Qos.of(spec(List.of(LIMITED, NOTHING))));
    }

    @Test
    void askingForLessThanTheLimitIsNoGuarantee() {
        assertEquals(
                Qos.Burstable,
                Qos.of(
                        spec(
                                List.of(
                                        Map.of(
                                                "requests",
                                                Map.of("cpu", "500m"),
                                                "limits",
                                                Map.of("cpu", "1", "memory", "64Mi"))))));
    }

    @Test
    void askingForZeroIsAskingForNothing() {
        assertEquals(
                Qos.BestEffort,
                Qos.of(spec(List.of(NOTHING, Map.of("requests", Map.of("cpu", "0"))))));
    }

    @Test
    void cgroupsLieAsKubeletHasThem() {
        assertEquals("/n/kubepods/podu1", Qos.Guaranteed.cgroupOf("/n", "u1"));
        assertEquals("/n/kubepods/burstable/podu1", Qos.Burstable.cgroupOf("/n", "u1"));
        assertEquals("/n/kubepods/besteffort/podu1", Qos.BestEffort.cgroupOf("/n", "u1"));
    }

    private static PodSpec spec(List<Map<String, Object>> resources) {
        return TreeReader.lenient(
                PodSpec.class,
                Map.of(
                        "containers",
                        resources.stream()
                                .map(each ->
                                        Map.of("name", "c", "image", "busybox", "resources", each))
                                .toList()));
    }
}
