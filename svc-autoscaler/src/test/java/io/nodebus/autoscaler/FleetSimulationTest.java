package io.nodebus.autoscaler;

import io.nodebus.autoscaler.FleetStory.Takeover;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.memory.MemoryBus;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// On a bus that keeps every promise and everything in order. One seed, one story: to see a failing
/// seed again, put it into [#seeds].
class FleetSimulationTest {
    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("seeds", 20));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bindsOnceWhereItMayAndConvergesWhenQuiet(long seed) {
        var time = new VirtualTime();
        var story = new FleetStory(seed, time, new MemoryBus(4, time), true, Takeover.BY_ANOTHER);
        story.happens();
        story.isQuietAndConverges();
    }
}
