package io.nodebus.bus.topics;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.topics.TopicsPlan.Adjust;
import io.nodebus.bus.topics.TopicsPlan.Create;
import io.nodebus.bus.topics.TopicsPlan.Refuse;
import io.nodebus.bus.topics.TopicsPlan.Step;
import io.nodebus.contracts.catalogue.Catalogue;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.pod.PodBound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopicsPlanTest {
    private static final int PARTITIONS = 64;

    @Test
    void anEmptyBrokerGetsTheWholeCatalogue() {
        var plan = TopicsPlan.of(Map.of(), PARTITIONS, 3);
        assertEquals(
                Catalogue.ENTRIES.stream().map(entry -> entry.topic().kind()).toList(),
                plan.steps().stream().map(Step::kind).toList());
        assertTrue(plan.steps().stream().allMatch(Create.class::isInstance));
        assertFalse(plan.changesNothing());
    }

    @Test
    void stateIsCompactedEventsEndAndTheBrokersClockRules() {
        var bound = TopicShape.of(PodBound.TOPIC, PARTITIONS, 3);
        assertEquals(PARTITIONS, bound.partitions());
        assertEquals("compact", bound.settings().get("cleanup.policy"));
        assertEquals("900000", bound.settings().get("min.compaction.lag.ms"));
        assertEquals("LogAppendTime", bound.settings().get("message.timestamp.type"));
        assertEquals("2", bound.settings().get("min.insync.replicas"));
        var beats = TopicShape.of(NodeHeartbeat.TOPIC, PARTITIONS, 1);
        assertEquals("delete", beats.settings().get("cleanup.policy"));
        assertEquals("3600000", beats.settings().get("retention.ms"));
        assertFalse(beats.settings().containsKey("min.insync.replicas"));
        assertEquals(1, TopicShape.of(PlaneState.TOPIC, PARTITIONS, 1).partitions());
    }

    @Test
    void whatIsAsItShouldBeIsKeptWhateverElseIsSetOnIt() {
        var present = whole();
        var bound = new TreeMap<>(requireNonNull(present.get("pods.bound")).settings());
        bound.put("max.message.bytes", "2000000");
        present.put("pods.bound", new TopicShape(PARTITIONS, 1, bound));
        assertTrue(TopicsPlan.of(present, PARTITIONS, 1).changesNothing());
    }

    @Test
    void aSettingThatDiffersIsAdjustedAndNothingElse() {
        var present = whole();
        var bound = new TreeMap<>(requireNonNull(present.get("pods.bound")).settings());
        bound.put("cleanup.policy", "delete");
        present.put("pods.bound", new TopicShape(PARTITIONS, 1, bound));
        assertEquals(
                List.of(
                        new Adjust(
                                "pods.bound",
                                new TreeMap<>(Map.of("cleanup.policy", "delete")),
                                Map.of("cleanup.policy", "compact"))),
                TopicsPlan.of(present, PARTITIONS, 1).steps().stream()
                        .filter(Adjust.class::isInstance)
                        .toList());
    }

    @Test
    void anotherNumberOfPartitionsCannotBeMadeRight() {
        var present = whole();
        present.put("pods.bound", TopicShape.of(PodBound.TOPIC, 4, 1));
        assertEquals(
                List.of(
                        new Refuse(
                                "pods.bound",
                                "has 4 partitions and the plane 64; partitions are for ever: take"
                                        + " another prefix")),
                TopicsPlan.of(present, PARTITIONS, 1).refusals());
    }

    @Test
    void whatIsWantedIsLookedAt() {
        assertEquals(
                "partitions must be from 1 to 4096, got 0",
                assertThrows(IllegalArgumentException.class, () -> TopicsWanted.of(0, 1))
                        .getMessage());
        assertEquals(
                "replication must be at least 1, got 0",
                assertThrows(IllegalArgumentException.class, () -> TopicsWanted.of(1, 0))
                        .getMessage());
    }

    private static Map<String, TopicShape> whole() {
        var whole = new HashMap<String, TopicShape>();
        Catalogue.ENTRIES.forEach(entry ->
                whole.put(entry.topic().kind(), TopicShape.of(entry.topic(), PARTITIONS, 1)));
        return whole;
    }
}
