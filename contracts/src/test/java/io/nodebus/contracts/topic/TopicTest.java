package io.nodebus.contracts.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicTest {
    private static final int PARTITIONS = 64;

    @Test
    void everythingOfANodeLandsTogether() {
        assertEquals(
                PodBound.TOPIC.partition("n1", PARTITIONS),
                PodBound.TOPIC.partition("n1/default/web", PARTITIONS));
        assertTrue(PodBound.TOPIC.concerns("n1/default/web", Set.of("n1")));
        assertFalse(PodBound.TOPIC.concerns("n10/default/web", Set.of("n1")));
    }

    @Test
    void everythingOfAnObjectLandsTogether() {
        assertEquals(
                PodDesired.TOPIC.partition("default/web", PARTITIONS),
                PodDesired.TOPIC.partition("default/web/slice-1", PARTITIONS));
        assertTrue(PodDesired.TOPIC.concerns("default/web/slice-1", Set.of("default/web")));
        assertFalse(PodDesired.TOPIC.concerns("default/web2", Set.of("default/web")));
    }

    @Test
    void aSingleTopicHasOnePlace() {
        assertEquals(0, PlaneState.TOPIC.partition("plane", PARTITIONS));
        assertTrue(PlaneState.TOPIC.concerns("plane", Set.of("anything")));
    }

    @Test
    void theNameOnTheBrokerHasThePrefixOfThePlane() {
        assertEquals("nodebus.pods.bound", PodBound.TOPIC.name("nodebus"));
    }

    @Test
    void anOpenFamilyIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Topic<>("x", String.class, Scope.OBJECT, Cleanup.COMPACT));
    }

    @Test
    void aMessageIsFoundByWhatItTravelsUnder() {
        assertEquals(
                Optional.of(PodBound.Bound.class), Members.named(PodBound.class, "pod.bound.v1"));
        assertEquals(Optional.empty(), Members.named(PodBound.class, "pod.bound.v2"));
        assertEquals("pod.bound.v1", Members.type(PodBound.Bound.class));
        assertThrows(IllegalArgumentException.class, () -> Members.type(String.class));
    }
}
