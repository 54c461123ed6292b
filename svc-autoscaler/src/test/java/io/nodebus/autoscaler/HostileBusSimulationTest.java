package io.nodebus.autoscaler;

import io.nodebus.autoscaler.FleetStory.Takeover;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.hostile.Evil;
import io.nodebus.bus.hostile.Hostility;
import io.nodebus.bus.memory.MemoryBus;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same fleet on a bus with an enemy (design §9). One seed, one story: `-Dseed=N` tells one,
/// `-Dseeds=N` so many.
class HostileBusSimulationTest {
    /// A pod was ended because an older record of its name was all that a truncated log had.
    private static final long FAILED_ONCE = 52;

    static LongStream seeds() {
        var one = Long.getLong("seed");
        return one == null
                ? LongStream.concat(
                        LongStream.range(0, Long.getLong("seeds", 20)), LongStream.of(FAILED_ONCE))
                : LongStream.of(one);
    }

    /// While nothing that was acknowledged is lost, whoever takes over needs to know nothing but
    /// what is on the topics.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdsOnABusThatRepeatsMixesAndForgetsWhatItMay(long seed) {
        tells(Hostility.all(seed).without(Evil.TRUNCATION, Evil.WIPE), Takeover.BY_ANOTHER);
    }

    /// What was acknowledged and is lost nevertheless is known to those who live.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdsOnABusThatLosesWhatItPromisedToKeep(long seed) {
        tells(Hostility.all(seed).without(Evil.WIPE), Takeover.BY_THE_SAME);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdsOnABusThatIsWiped(long seed) {
        tells(Hostility.all(seed), Takeover.BY_THE_SAME);
    }

    private static void tells(Hostility hostility, Takeover takeover) {
        var time = new VirtualTime();
        var bus = new MemoryBus(4, time, hostility);
        var story = new FleetStory(hostility.seed(), time, bus, false, takeover);
        story.happens();
        story.isQuietAndConverges();
    }
}
