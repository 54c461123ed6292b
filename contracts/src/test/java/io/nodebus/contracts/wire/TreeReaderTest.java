package io.nodebus.contracts.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.pod.ResourceRequirements;
import io.nodebus.contracts.pod.Toleration;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeReaderTest {
    private static final Map<String, Object> WEB = Map.of("name", "web", "image", "nginx:1");

    @Test
    void readsAPodAsPeopleWriteIt() {
        var pod = TreeReader.strict(Pod.class, pod(WEB));
        assertEquals("web", pod.spec().containers().getFirst().name());
        assertEquals("default/p", pod.metadata().key());
        assertEquals(PodSpec.DEFAULT_GRACE_SECONDS, pod.spec().graceSeconds());
    }

    @Test
    void anUnknownFieldIsRefusedWithItsPathAndTheNearestName() {
        assertEquals(
                List.of(
                        "spec.containers[0].imagePulPolicy: unknown field, did you mean"
                                + " \"imagePullPolicy\"?"),
                faults(
                        Pod.class,
                        pod(Map.of("name", "web", "image", "x", "imagePulPolicy", "Never"))));
    }

    @Test
    void anUnknownFieldOfAMessageIsSkipped() {
        var pod =
                TreeReader.lenient(
                        Pod.class, pod(Map.of("name", "web", "image", "x", "fromTheFuture", 1)));
        assertEquals("web", pod.spec().containers().getFirst().name());
    }

    @Test
    void everyFaultIsFoundNotOnlyTheFirst() {
        assertEquals(
                List.of(
                        "key: must be a text, got 1",
                        "operator: must be one of Exists, Equal, got \"Equals\", did you mean"
                                + " \"Equal\"?",
                        "tolerationSeconds: must be a whole number, got \"soon\""),
                faults(
                        Toleration.class,
                        Map.of("key", 1, "operator", "Equals", "tolerationSeconds", "soon")));
    }

    @Test
    void whatIsRequiredIsMissed() {
        assertEquals(
                List.of("spec.containers[0].name: is required"),
                faults(Pod.class, pod(Map.of("image", "x"))));
    }

    @Test
    void quantitiesMayBeNumbersAsYamlReadsThem() {
        var read =
                TreeReader.strict(
                        ResourceRequirements.class,
                        Map.of("requests", Map.of("cpu", new BigDecimal("0.5"), "memory", 1024)));
        assertEquals(500, read.request("cpu").map(Quantity::milli).orElseThrow());
        assertEquals(1024, read.request("memory").map(Quantity::units).orElseThrow());
    }

    @Test
    void aBadQuantityIsRefusedWhereItStands() {
        assertEquals(
                List.of(
                        "limits.memory: \"64MB\" is no quantity: write a number with an optional"
                                + " suffix, as in 500m, 2, 64Mi, 1Gi"),
                faults(ResourceRequirements.class, Map.of("limits", Map.of("memory", "64MB"))));
    }

    @Test
    void aMemberOfAFamilyIsNamedByItsKey() {
        var started = Instant.parse("2026-01-01T12:00:00Z");
        var running = new ContainerState.Running(started);
        var tree = TreeWriter.write(new Holder(running));
        assertEquals(
                Map.of("state", Map.of("running", Map.of("startedAt", "2026-01-01T12:00:00Z"))),
                tree);
        assertEquals(new Holder(running), TreeReader.strict(Holder.class, tree));
    }

    @Test
    void anUnknownMemberIsRefusedWithTheNearest() {
        assertEquals(
                List.of("state.runing: unknown, did you mean \"running\"?"),
                faults(Holder.class, Map.of("state", Map.of("runing", Map.of()))));
    }

    @Test
    void numbersOutsideTheirTypeAreRefused() {
        assertEquals(
                List.of("count: must be from -2147483648 to 2147483647, got 3000000000"),
                faults(Counted.class, Map.of("count", 3_000_000_000L)));
        assertEquals(
                List.of("count: must be a whole number, got 1.5"),
                faults(Counted.class, Map.of("count", 1.5)));
    }

    @Test
    void whatTheRecordRefusesIsAFaultAtItsPath() {
        assertEquals(
                List.of("inner: count must be positive, got -1"),
                faults(Outer.class, Map.of("inner", Map.of("count", -1))));
    }

    record Holder(ContainerState state) {}

    record Counted(int count) {
        Counted {
            if (count < 0) {
                throw new IllegalArgumentException("count must be positive, got " + count);
            }
        }
    }

    record Outer(Counted inner) {}

    private static Map<String, Object> pod(Map<String, Object> container) {
        return Map.of(
                "metadata", Map.of("name", "p"), "spec", Map.of("containers", List.of(container)));
    }

    private static List<String> faults(Class<?> type, Map<String, Object> tree) {
        return assertThrows(Unreadable.class, () -> TreeReader.strict(type, tree)).faults().stream()
                .map(Fault::toString)
                .toList();
    }
}
