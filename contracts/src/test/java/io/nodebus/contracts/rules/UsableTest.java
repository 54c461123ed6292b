package io.nodebus.contracts.rules;

import static io.nodebus.contracts.service.TrafficPolicy.Cluster;
import static io.nodebus.contracts.service.TrafficPolicy.Local;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.contracts.rules.Choice.Among;
import io.nodebus.contracts.rules.Choice.Drop;
import io.nodebus.contracts.rules.Choice.Reject;
import io.nodebus.contracts.rules.RuleState.Slice;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsableTest {
    private static final RuleEndpoint READY_HERE = endpoint("10.0.0.1", "n1", true, true, false);
    private static final RuleEndpoint READY_THERE = endpoint("10.0.0.2", "n2", true, true, false);
    private static final RuleEndpoint ENDING_HERE = endpoint("10.0.0.3", "n1", false, true, true);
    private static final RuleEndpoint UNREADY_HERE =
            endpoint("10.0.0.4", "n1", false, false, false);
    private static final RuleEndpoint DEAD_HERE = endpoint("10.0.0.5", "n1", false, false, true);

    @Test
    void clusterTakesAllThatAreReady() {
        assertEquals(
                new Among(List.of(READY_HERE, READY_THERE)),
                Usable.choice(
                        Cluster,
                        List.of(READY_HERE, READY_THERE, ENDING_HERE, UNREADY_HERE),
                        "n1"));
    }

    @Test
    void localTakesOnlyItsOwn() {
        assertEquals(
                new Among(List.of(READY_HERE)),
                Usable.choice(Local, List.of(READY_HERE, READY_THERE), "n1"));
    }

    @Test
    void thoseThatAreEndingHelpOutInEachScope() {
        assertEquals(
                new Among(List.of(ENDING_HERE)),
                Usable.choice(Local, List.of(READY_THERE, ENDING_HERE, DEAD_HERE), "n1"));
        assertEquals(
                new Among(List.of(ENDING_HERE)),
                Usable.choice(Cluster, List.of(ENDING_HERE, UNREADY_HERE), "n2"));
    }

    @Test
    void whatOthersCouldTakeIsDroppedAndWhatNobodyCanIsRejected() {
        assertEquals(new Drop(), Usable.choice(Local, List.of(READY_THERE, UNREADY_HERE), "n1"));
        assertEquals(new Reject(), Usable.choice(Local, List.of(UNREADY_HERE, DEAD_HERE), "n1"));
        assertEquals(new Reject(), Usable.choice(Cluster, List.of(), "n1"));
    }

    @Test
    void aSliceHasAtMostAHundredEndpoints() {
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Slice(1, Collections.nCopies(101, READY_HERE)));
        assertEquals("a slice has at most 100 endpoints, got 101", refused.getMessage());
    }

    private static RuleEndpoint endpoint(
            String address, String node, boolean ready, boolean serving, boolean terminating) {
        return new RuleEndpoint(
                address, 80, Optional.of(node), Optional.empty(), ready, serving, terminating);
    }
}
