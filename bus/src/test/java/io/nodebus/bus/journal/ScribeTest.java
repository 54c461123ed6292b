package io.nodebus.bus.journal;

import static io.nodebus.bus.journal.Records.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.journal.Scribe.Until;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScribeTest {
    private final VirtualTime time = new VirtualTime();
    private final Disk disk = new Disk();
    private final List<Throwable> broken = new ArrayList<>();
    private final Scribe scribe;
    private int forcedAtFirst;

    ScribeTest() throws IOException {
        var journal = Journal.open(disk, "/j", 64 * 1024, "uid-1");
        scribe = new Scribe(journal, time::soon, time, broken::add);
        forcedAtFirst = disk.forced;
    }

    @Test
    void makesDurableTogetherWhatWasAskedTogether() {
        var all = new ArrayList<Future<Long>>();
        for (var i = 0; i < 100; i++) {
            var seq = i;
            all.add(
                    scribe.ask(
                            Until.FORCED,
                            journal -> journal.say(Lane.STATE, record("a.state", "k", seq, "v"))));
        }
        assertFalse(all.getFirst().isComplete());
        time.settle();

        assertTrue(all.stream().allMatch(Future::succeeded));
        assertEquals(forcedAtFirst + 1, disk.forced);
    }

    @Test
    void forcesLaterWhatNeedNotBeForcedAtOnce() {
        var said = scribe.ask(Until.WRITTEN, journal -> event(journal, 1));
        time.settle();
        assertTrue(said.succeeded());
        assertEquals(forcedAtFirst, disk.forced);

        time.pass(Duration.ofSeconds(2));

        assertEquals(forcedAtFirst + 1, disk.forced);
    }

    @Test
    void hasNothingToDoWhenNothingWasAsked() {
        scribe.ask(Until.WRITTEN, journal -> event(journal, 1));
        time.pass(Duration.ofSeconds(2));

        assertFalse(time.step());
    }

    @Test
    void aRecordThatDoesNotFitFailsAloneAndHoldsUpNobody() {
        var large =
                scribe.ask(
                        Until.FORCED,
                        journal ->
                                journal.say(
                                        Lane.STATE, record("a.state", "k", 1, "x".repeat(20_000))));
        var small = scribe.ask(Until.WRITTEN, journal -> event(journal, 2));
        time.settle();

        assertInstanceOf(JournalFull.class, large.cause());
        assertTrue(small.succeeded());
        assertEquals(List.of(), broken);
    }

    @Test
    void promisesNothingAnyMoreOnceTheDiskFailed() {
        disk.failing = true;
        var first = scribe.ask(Until.FORCED, journal -> event(journal, 1));
        time.settle();
        disk.failing = false;
        var second = scribe.ask(Until.FORCED, journal -> event(journal, 2));
        time.settle();

        assertInstanceOf(JournalBroken.class, first.cause());
        assertInstanceOf(JournalBroken.class, second.cause());
        assertEquals(1, broken.size());
    }

    @Test
    void doesWhatWasAskedBeforeItIsClosedAndRefusesTheRest() {
        var before = scribe.ask(Until.WRITTEN, journal -> event(journal, 1));
        var closed = scribe.close();
        var after = scribe.ask(Until.WRITTEN, journal -> event(journal, 2));
        time.settle();

        assertTrue(before.succeeded());
        assertTrue(closed.succeeded());
        assertInstanceOf(JournalBroken.class, after.cause());
        assertEquals(List.of(), broken);
    }

    private static long event(Journal journal, long seq) throws IOException {
        return journal.say(record("a.events", "k", seq, "v"), Optional.empty());
    }

    /// A disk that counts and fails.
    private static final class Disk implements Bytes {
        private final MemoryBytes bytes = MemoryBytes.empty();
        private int forced;
        private boolean failing;

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public void take(long size) {
            bytes.take(size);
        }

        @Override
        public void write(ByteBuffer from, long at) throws IOException {
            if (failing) {
                throw new IOException("as planned");
            }
            bytes.write(from, at);
        }

        @Override
        public void read(ByteBuffer into, long at) {
            bytes.read(into, at);
        }

        @Override
        public void force() {
            forced++;
            bytes.force();
        }

        @Override
        public void close() {
            bytes.close();
        }
    }
}
