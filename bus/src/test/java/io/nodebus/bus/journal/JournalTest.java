package io.nodebus.bus.journal;

import static io.nodebus.bus.journal.Records.record;
import static io.nodebus.bus.journal.Records.text;
import static io.nodebus.bus.journal.Records.tombstone;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.contracts.stamp.Stamp;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final int SIZE = 64 * 1024;

    private final MemoryBytes bytes = MemoryBytes.empty();
    private Journal journal;

    JournalTest() throws IOException {
        journal = open();
    }

    @BeforeEach
    void aNewNode() {
        assertEquals(Opening.MADE, journal.opening());
    }

    private Journal open() throws IOException {
        return Journal.open(bytes, "/j", SIZE, "uid-1");
    }

    private void reopen() throws IOException {
        journal.close();
        journal = open();
    }

    @Test
    void remembersWhichNodeThisIsAndCountsItsLives() throws IOException {
        reopen();
        journal.close();
        journal = Journal.open(bytes, "/j", SIZE, "another-uid");

        assertEquals(new NodeLife("uid-1", 3), journal.life());
        assertEquals(Opening.CONTINUED, journal.opening());
    }

    @Test
    void keepsTheNewestOfEachStateKey() throws IOException {
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 1, "pending"));
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 2, "running"));
        journal.say(Lane.STATE, record("pods.state", "n1/default/db", 3, "running"));
        reopen();

        assertEquals("running", own("pods.state", "n1/default/web"));
        assertEquals("running", own("pods.state", "n1/default/db"));
    }

    @Test
    void keepsStateThatWasSentAndForgetsReadingsAndTombstones() throws IOException {
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 1, "running"));
        journal.say(Lane.STATE, tombstone("pods.state", "n1/default/db", 2));
        journal.say(Lane.READING, record("nodes.heartbeats", "n1", 3, "beat"));
        arrive(journal.takeOwn(10));
        reopen();

        assertEquals(List.of(new Name("pods.state", "n1/default/web")), journal.own());
        assertEquals(List.of(), journal.takeOwn(10));
    }

    @Test
    void owesStateFirstThenReadingsThenEvents() throws IOException {
        journal.say(record("containers.events", "n1", 1, "started"), Optional.empty());
        journal.say(Lane.READING, record("nodes.heartbeats", "n1", 2, "beat"));
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 3, "running"));
        reopen();

        assertEquals(List.of("running", "beat"), texts(journal.takeOwn(10)));
        assertEquals(List.of("started"), texts(journal.takeEvents(10)));
    }

    @Test
    void handsNothingOverTwiceUntilItIsTakenBack() throws IOException {
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 1, "running"));
        journal.say(record("containers.events", "n1", 2, "one"), Optional.empty());
        journal.say(record("containers.events", "n1", 3, "two"), Optional.empty());
        var first = journal.takeEvents(1);
        journal.takeOwn(10);
        assertEquals(List.of(), journal.takeOwn(10));

        journal.takeBack();

        assertEquals(List.of("running"), texts(journal.takeOwn(10)));
        assertEquals(List.of("one", "two"), texts(journal.takeEvents(10)));
        assertEquals(List.of("one"), texts(first));
    }

    @Test
    void sendsOnceMoreAfterACrashWhatHadNotArrived() throws IOException {
        for (var i = 1; i <= 4; i++) {
            journal.say(record("containers.events", "n1", i, "event " + i), Optional.empty());
        }
        var taken = journal.takeEvents(4);
        journal.arrived(taken.get(0).number());
        journal.arrived(taken.get(2).number());
        reopen();

        assertEquals(List.of("event 2", "event 3", "event 4"), texts(journal.takeEvents(10)));
    }

    @Test
    void doesNotTakeTheArrivalOfAnOlderRecordForThatOfTheNewest() throws IOException {
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 1, "pending"));
        var older = journal.takeOwn(1);
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 2, "running"));

        arrive(older);

        assertEquals(List.of("running"), texts(journal.takeOwn(10)));
        assertEquals(List.of(), List.copyOf(journal.gaps()));
    }

    @Test
    void countsWhatANewerRecordReplacedBeforeItWasSent() throws IOException {
        for (var seq = 1; seq <= 5; seq++) {
            journal.say(Lane.STATE, record("pods.state", "n1/default/web", seq, "v" + seq));
        }
        reopen();

        assertEquals(List.of(gap(Gap.Cause.SUPERSEDED, 1, 4, 4)), List.copyOf(journal.gaps()));
    }

    @Test
    void dropsTheOldestEventsWhenThereIsNoRoomAndCountsThem() throws IOException {
        for (var seq = 1; seq <= 2000; seq++) {
            journal.say(record("containers.events", "n1", seq, "event " + seq), Optional.empty());
        }
        reopen();

        var gap = journal.gaps().iterator().next();
        assertEquals(Gap.Cause.DROPPED, gap.name().cause());
        assertEquals(1, gap.from());
        assertEquals(gap.to(), gap.count());
        var left = texts(journal.takeEvents(3000));
        assertEquals("event " + (gap.to() + 1), left.getFirst());
        assertEquals("event 2000", left.getLast());
        assertEquals(2000, left.size() + gap.count());
    }

    @Test
    void tellsAGapOnceAndBeginsANewOne() throws IOException {
        for (var seq = 1; seq <= 2; seq++) {
            journal.say(Lane.STATE, record("pods.state", "n1/default/web", seq, "v" + seq));
        }
        var gap = journal.gaps().iterator().next();
        journal.tell(gap, g -> record("journal.events", "n1", 7, "missed " + g.count()));
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 8, "v8"));
        reopen();

        assertEquals(List.of(gap(Gap.Cause.SUPERSEDED, 2, 2, 1)), List.copyOf(journal.gaps()));
        assertEquals(List.of("v8", "missed 1"), texts(journal.takeOwn(10)));
    }

    @Test
    void keepsTwoGapsOfOneNodeApartAlthoughTheyHaveOneKey() throws IOException {
        for (var seq = 1; seq <= 3; seq++) {
            journal.say(Lane.STATE, record("pods.state", "n1/default/web", seq, "v" + seq));
            for (var gap : journal.gaps()) {
                var number = seq + 10L;
                journal.tell(gap, g -> record("journal.events", "n1", number, "from " + g.from()));
            }
        }

        assertEquals(List.of("v3", "from 1", "from 2"), texts(journal.takeOwn(10)));
    }

    @Test
    void aGapThatWasToldSettlesNothingThatWasMissedSinceWhenItIsCopied() throws IOException {
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 1, "v1"));
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 2, "v2"));
        journal.tell(
                journal.gaps().iterator().next(), _ -> record("journal.events", "n1", 3, "gap"));
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 4, "v4"));
        fillUntilTheNextSnapshot();
        reopen();

        assertTrue(journal.gaps().contains(gap(Gap.Cause.SUPERSEDED, 2, 2, 1)));
    }

    @Test
    void countsAnEventThatIsGivenUp() throws IOException {
        journal.say(record("images.commands", "n1", 1, "remove"), Optional.of(Records.NOON));
        var taken = journal.takeEvents(1);
        assertEquals(Optional.of(Records.NOON), taken.getFirst().notAfter());

        journal.lost(taken.getFirst().number());
        reopen();

        assertEquals(List.of(gap(Gap.Cause.DROPPED, 1, 1, 1)), List.copyOf(journal.gaps()));
        assertEquals(List.of(), journal.takeEvents(10));
    }

    @Test
    void remembersWhatOthersSaidAndWhereItWasRead() throws IOException {
        var leader = new Stamp.ByLeader("autoscaler", 3, 9);
        journal.heard(0, 7, 4711, true, record("pods.bound", "n1/default/web", leader, "bound"));
        journal.heard(0, 1, 1, false, record("rules.state", "default/web", leader, "rule"));
        journal.forget(new Name("rules.state", "default/web"));
        reopen();

        var name = new Name("pods.bound", "n1/default/web");
        assertEquals(List.of(name), journal.heard());
        var recalled = journal.recallHeard(name).orElseThrow();
        assertEquals("bound", text(recalled.record()));
        assertEquals(7, recalled.partition());
        assertEquals(4711, recalled.offset());
        assertEquals(Optional.of(leader), journal.stampOfHeard(name));
    }

    @Test
    void remembersThePlaneAndWhatWasReadToItsEnd() throws IOException {
        var plane =
                new RememberedPlane(
                        2,
                        new PlaneIdentity("cluster-1", "plane-1", 4, Map.of("pods.bound", "id-1")),
                        Map.of("api", 3L),
                        "api/3/4");
        journal.plane(plane);
        journal.readOnce("pods.bound");
        fillUntilTheNextSnapshot();
        reopen();

        assertEquals(plane, journal.plane());
        assertTrue(journal.wasReadOnce("pods.bound"));
    }

    @Test
    void owesAgainWhatTheBusLost() throws IOException {
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 1, "running"));
        arrive(journal.takeOwn(10));

        journal.owe(new Name("pods.state", "n1/default/web"));
        reopen();

        assertEquals(List.of("running"), texts(journal.takeOwn(10)));
    }

    @Test
    void writesSnapshotsForeverInTheSameSpace() throws IOException {
        for (var seq = 1; seq <= 5000; seq++) {
            journal.say(
                    Lane.STATE, record("pods.state", "n1/default/pod-" + seq % 20, seq, "v" + seq));
            arrive(journal.takeOwn(10));
        }
        reopen();

        assertEquals(SIZE, bytes.size());
        assertTrue(journal.figures().generation() > 10);
        assertEquals("v4999", own("pods.state", "n1/default/pod-19"));
        assertEquals(20, journal.own().size());
        assertEquals(0, journal.figures().unsent());
    }

    @Test
    void saysWhatSizeWouldDoWhenStateAloneDoesNotFit() throws IOException {
        for (var i = 0; i < 17; i++) {
            journal.say(Lane.STATE, record("pods.state", "n1/default/p" + i, i, "x".repeat(1000)));
        }

        var full =
                assertThrows(
                        JournalFull.class,
                        () ->
                                journal.say(
                                        Lane.STATE,
                                        record("pods.state", "n1/a/b", 99, "x".repeat(1000))));

        assertEquals(
                "journal /j of 65536 bytes keeps at most 20480 bytes of state, with pods.state"
                        + " n1/a/b it would be 20916: --journal-size must be at least 66929",
                full.getMessage());
    }

    @Test
    void saysWhatSizeWouldDoForARecordThatIsTooLarge() {
        var full =
                assertThrows(
                        JournalFull.class,
                        () -> journal.say(Lane.STATE, record("a.state", "k", 1, "x".repeat(9000))));

        assertTrue(
                String.valueOf(full.getMessage())
                        .startsWith("journal /j of 65536 bytes keeps records of at most 8112"),
                full::getMessage);
    }

    @Test
    void leavesOutWhatOthersSaidBeforeItRefusesWhatThisNodeSays() throws IOException {
        var leader = new Stamp.ByLeader("api", 1, 1);
        for (var i = 0; i < 100; i++) {
            journal.heard(0, 0, i, false, record("rules.state", "r" + i, leader, "x".repeat(1000)));
        }
        journal.say(Lane.STATE, record("pods.state", "n1/a/b", 1, "x".repeat(3000)));

        assertTrue(journal.figures().unkept() > 80);
        assertEquals(3000, own("pods.state", "n1/a/b").length());
    }

    @Test
    void keepsWhatIsAddressedToThisNodeThoughTheFleetHasMoreToSay() throws IOException {
        var leader = new Stamp.ByLeader("api", 1, 1);
        for (var i = 0; i < 100; i++) {
            journal.heard(0, 0, i, false, record("rules.state", "r" + i, leader, "x".repeat(1000)));
        }
        var before = journal.figures().unkept();
        journal.heard(0, 0, 100, true, record("pods.bound", "n1/a/b", leader, "x".repeat(3000)));
        reopen();

        assertTrue(before > 80);
        assertTrue(journal.recallHeard(new Name("pods.bound", "n1/a/b")).isPresent());
    }

    @Test
    void growsToTwiceItsSizeAndMore() throws IOException {
        journal.say(Lane.STATE, record("pods.state", "n1/default/web", 1, "running"));
        fillUntilTheNextSnapshot();
        journal.close();
        journal = Journal.open(bytes, "/j", 3 * SIZE, "uid-2");
        reopen();

        assertEquals(3 * SIZE, journal.figures().sizeBytes());
        assertEquals(new NodeLife("uid-1", 3), journal.life());
        assertEquals("running", own("pods.state", "n1/default/web"));
    }

    @Test
    void makesANewNodeOfBytesThatAreNoJournal() throws IOException {
        var garbage = new MemoryBytes("no journal at all".repeat(1000).getBytes(UTF_8));

        var made = Journal.open(garbage, "/j", SIZE, "uid-9");

        assertEquals(Opening.LOST, made.opening());
        assertEquals(new NodeLife("uid-9", 1), made.life());
    }

    private void fillUntilTheNextSnapshot() throws IOException {
        var before = journal.figures().generation();
        for (var seq = 100; journal.figures().generation() == before; seq++) {
            journal.say(record("containers.events", "n1", seq, "x".repeat(500)), Optional.empty());
        }
    }

    private String own(String topic, String key) throws IOException {
        return text(journal.recallOwn(new Name(topic, key)).orElseThrow().record());
    }

    private void arrive(List<Unsent> unsent) throws IOException {
        for (var one : unsent) {
            journal.arrived(one.number());
        }
    }

    private static List<String> texts(List<Unsent> unsent) {
        return unsent.stream().map(one -> text(one.record())).toList();
    }

    private static Gap gap(Gap.Cause cause, long from, long to, long count) {
        return new Gap(new Gap.Name(cause, "uid-1", 1), from, to, count);
    }
}
