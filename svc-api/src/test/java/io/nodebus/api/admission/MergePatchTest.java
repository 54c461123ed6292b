package io.nodebus.api.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
