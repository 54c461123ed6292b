package io.nodebus.api.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.api.Plane;
import io.nodebus.api.status.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergePatchTest {
    @Test
    void objectsAreMergedListsReplacedNullsRemove() {
        var gone = new HashMap<String, Object>();
        gone.put("b", null);
        gone.put("c", "3");

        assertEquals(
                Map.of("labels", Map.of("a", "1", "c", "3"), "list", List.of("y")),
                MergePatch.apply(
                        Map.of("labels", Map.of("a", "1", "b", "2"), "list", List.of("x")),
                        Map.of("labels", gone, "list", List.of("y"))));
    }

    @Test
    void hintsOfStrategicPatchesAreSkippedAndOrdersRefused() {
        assertEquals(
                Map.of("a", "1"),
                MergePatch.apply(
                        Map.of("a", "1"), Map.of("$setElementOrder/taints", List.of("x"))));
        assertThrows(
                Refused.class,
                () -> MergePatch.apply(Map.of(), Map.of("a", Map.of("$patch", "delete"))));
    }

    private static Map<String, Object> port(Number number, String name) {
        return Map.of("port", number, "name", name);
    }

    @Test
    void itemsOfAListThatAreNotNamedStay() {
        var there = Map.of("ports", List.of(port(80, "a"), port(81, "b"), port(82, "c")));

        assertEquals(
                Map.of("ports", List.of(port(83L, "d"), port(80L, "z"), port(82, "c"))),
                MergePatch.apply(
                        there,
                        Map.of(
                                "$setElementOrder/ports",
                                List.of(Map.of("port", 83L), Map.of("port", 80L)),
                                "ports",
                                List.of(
                                        port(80L, "z"),
                                        Map.of("port", 81L, "$patch", "delete"),
                                        port(83L, "d")))));
        var ofService =
                MergePatch.ofServices(Map.of("spec", Map.of("ports", List.of(port(81L, "z")))));
        assertEquals(
                List.of(port(81L, "z"), port(80, "a"), port(82, "c")),
                Plane.at(MergePatch.apply(Map.of("spec", there), ofService), "spec.ports"));
    }

    @Test
    void itemsThatCannotBeToldApartAreRefused() {
        var there = Map.of("ports", List.of(port(53, "udp"), port(53, "tcp")));
        var patch =
                Map.of(
                        "$setElementOrder/ports",
                        List.of(Map.of("port", 53L)),
                        "ports",
                        List.of(port(53, "z")));

        assertThrows(Refused.class, () -> MergePatch.apply(there, patch));
    }
}
