package io.nodebus.autoscaler.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.autoscaler.fleet.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnderstandingTest {
    private static final Node KNOWS_VOLUMES = OneNode.node("n1", Map.of(), List.of(), Map.of());

    @Test
    void anAgentThatKnowsEveryFeatureIsAsked() {
        assertEquals(
                Optional.empty(),
                new Understanding().refusal(OneNode.requiring(List.of("volumes")), KNOWS_VOLUMES));
    }

    @Test
    void anAgentThatLacksAFeatureIsNotAndTheReasonNamesIt() {
        var refusal =
                new Understanding()
                        .refusal(
                                OneNode.requiring(List.of("volumes", "host-network")),
                                KNOWS_VOLUMES);
        assertEquals(
                Optional.of(List.of("NodeTooOld (lacks host-network)")),
                refusal.map(Refusal::phrases));
    }
}
