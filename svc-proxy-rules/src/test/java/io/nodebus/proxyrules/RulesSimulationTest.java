package io.nodebus.proxyrules;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Services, pods, nodes and leaders come, change and go at random; whenever it is quiet the topics
/// say what a plain count over everything says. To replay a seed, put it alone into `seeds`.
class RulesSimulationTest {
    private static final int CHAPTERS = 6;
    private static final int STEPS = 60;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void topicsSayWhatAPlainCountSays(long seed) {
        var story = new RulesStory(seed);
        for (var chapter = 0; chapter < CHAPTERS; chapter++) {
            for (var step = 0; step < STEPS; step++) {
                story.step();
            }
            story.quiet();
            story.check();
        }
    }
}
