package io.nodebus.bus.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Tells a random story to a small journal and cuts it off in the middle of each write, at each of
/// its bytes. What is read afterwards must be a state the story was in, not before the last step
/// that was finished, and every record must be there, have arrived, or be counted.
///
/// To replay a failure, run the seed and the damage it names.
class JournalCrashTest {
    /// What is found where the rest of a write should be.
    enum Damage {
        WHAT_WAS_THERE {
            @Override
            void apply(byte[] image, int from, int to, Random random) {}
        },
        ZEROS {
            @Override
            void apply(byte[] image, int from, int to, Random random) {
                Arrays.fill(image, from, to, (byte) 0);
            }
        },
        GARBAGE {
            @Override
            void apply(byte[] image, int from, int to, Random random) {
                for (var i = from; i < to; i++) {
                    image[i] = (byte) random.nextInt();
                }
            }
        };

        abstract void apply(byte[] image, int from, int to, Random random);
    }

    static List<Arguments> storiesAndDamages() {
        return List.of(
                Arguments.of(1L, Damage.WHAT_WAS_THERE),
                Arguments.of(2L, Damage.ZEROS),
                Arguments.of(3L, Damage.GARBAGE));
    }

    @ParameterizedTest
    @MethodSource("storiesAndDamages")
    void isReadableWhenKilledAtAnyByte(long seed, Damage damage) throws IOException {
        var story = JournalStory.told(seed, 50);
        var random = new Random(seed);
        var image = new byte[JournalStory.SIZE];
        var writes = story.writes();
        for (var n = 0; n < writes.size(); n++) {
            var write = writes.get(n);
            var written = write.bytes().array();
            var at = (int) write.at();
            for (var cut = 0; cut < written.length; cut++) {
                var killed = image.clone();
                System.arraycopy(written, 0, killed, at, cut);
                damage.apply(killed, at + cut, at + written.length, random);
                check(
                        story,
                        killed,
                        story.finishedBefore(n),
                        story.begunBefore(n + 1),
                        "write %d cut at byte %d".formatted(n, cut));
            }
            System.arraycopy(written, 0, image, at, written.length);
        }
        assertTrue(story.generations() > 2, "the story must make snapshots");
    }

    /// Without power, any part of what was not forced may be missing, in any order.
    @ParameterizedTest
    @MethodSource("storiesAndDamages")
    void isReadableWhenThePowerIsCut(long seed, Damage damage) throws IOException {
        var story = JournalStory.told(seed, 150);
        var random = new Random(seed);
        var writes = story.writes();
        for (var n = 1; n <= writes.size(); n++) {
            var safe = n == writes.size() ? n : writes.get(n).forcedBefore();
            var image = new byte[JournalStory.SIZE];
            for (var i = 0; i < n; i++) {
                apply(writes.get(i), i < safe, image, damage, random);
            }
            check(
                    story,
                    image,
                    story.finishedBefore(safe),
                    story.begunBefore(n),
                    "power cut after write %d, forced up to %d".formatted(n, safe));
        }
    }

    private static void apply(
            MemoryBytes.Write write, boolean safe, byte[] image, Damage damage, Random random) {
        var bytes = write.bytes().array();
        for (var from = 0; from < bytes.length; ) {
            var at = (int) write.at() + from;
            var length = Math.min(bytes.length - from, 512 - at % 512);
            if (safe || random.nextBoolean()) {
                System.arraycopy(bytes, from, image, at, length);
            } else {
                damage.apply(image, at, at + length, random);
            }
            from += length;
        }
    }

    /// A file that lost its end, which no crash does to a preallocated one, is at least no reason
    /// to fail.
    @ParameterizedTest
    @MethodSource("storiesAndDamages")
    void opensWhenTheFileIsCutAnywhere(long seed, Damage damage) throws IOException {
        var image = JournalStory.told(seed, 50).image();
        for (var length = 0; length < image.length; length++) {
            var cut = Arrays.copyOf(image, length);
            damage.apply(cut, Math.max(0, length - 100), length, new Random(seed));
            var opened = open(cut);
            opened.say(Lane.STATE, Records.record("after.state", "the-cut", 1, "said"));
            opened.close();
        }
    }

    private static void check(
            JournalStory story, byte[] image, int earliest, int latest, String where)
            throws IOException {
        var reopened = open(image);
        var found = JournalStory.View.of(reopened);
        var accounted = JournalStory.Accounts.of(reopened);
        for (var step = Math.max(earliest, latest); step >= earliest; step--) {
            if (story.viewAfter(step).equals(found)
                    && story.unaccounted(step, accounted).isEmpty()) {
                if (Arrays.hashCode(image) % 5 == 0) {
                    checkItGoesOn(image);
                }
                return;
            }
        }
        fail(
                "%s: found %s, which is not the story between steps %d %s and %d %s, or nobody knows of %s"
                        .formatted(
                                where,
                                found,
                                earliest,
                                story.viewAfter(earliest),
                                latest,
                                story.viewAfter(latest),
                                story.unaccounted(earliest, accounted)));
    }

    private static void checkItGoesOn(byte[] image) throws IOException {
        var bytes = new MemoryBytes(image);
        var first = Journal.open(bytes, "/j", JournalStory.SIZE, "uid-x");
        first.say(Lane.STATE, Records.record("after.state", "the-crash", 1, "said"));
        first.flush();
        var second = Journal.open(bytes, "/j", JournalStory.SIZE, "uid-y");
        assertTrue(second.recallOwn(new Name("after.state", "the-crash")).isPresent());
        assertTrue(second.life().boot() == first.life().boot() + 1);
    }

    private static Journal open(byte[] image) throws IOException {
        return Journal.open(
                new MemoryBytes(image.clone()), "/j", JournalStory.SIZE, JournalStory.UID);
    }
}
