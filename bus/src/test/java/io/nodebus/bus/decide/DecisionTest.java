package io.nodebus.bus.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
    @Test
    void whatWasDecidedStaysWhatItIsWhenTheCallersListChanges() {
        var commands = new ArrayList<Command>(List.of(new Command.Sleep("t")));
        var decision = new Decision<>(1, commands);
        commands.add(new Command.Wake("t", Duration.ZERO));
        assertEquals(List.of(new Command.Sleep("t")), decision.commands());
    }
}
