package io.nodebus.bus.journal;

import static io.nodebus.bus.journal.Records.record;
import static io.nodebus.bus.journal.Records.text;
import static io.nodebus.bus.journal.Records.tombstone;

import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.contracts.stamp.Stamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// A random story told to a journal, with a second, plain book of what it should know after each
/// step.
final class JournalStory {
    static final int SIZE = 7 * 1024;
    static final String UID = "uid-1";

    private final Random random;
    private final MemoryBytes bytes = MemoryBytes.empty();
    private final Journal journal;
    private final List<Step> steps = new ArrayList<>();
    private final SortedMap<String, String> own = new TreeMap<>();
    private final SortedMap<String, String> heard = new TreeMap<>();
    private final List<Unsent> onTheWay = new ArrayList<>();
    private final Set<Long> said = new HashSet<>();
    private final Set<Long> arrived = new HashSet<>();
    private long plane;
    private long seq;

    /// @param begunAt how many writes there were before it
    /// @param finishedAt how many writes there were after it
    private record Step(
            int begunAt, int finishedAt, View view, Set<Long> said, Set<Long> arrived) {}

    /// What a journal knows.
    record View(String plane, SortedMap<String, String> own, SortedMap<String, String> heard) {
        static View of(Journal journal) throws IOException {
            var own = new TreeMap<String, String>();
            for (var name : journal.own()) {
                var recalled = journal.recallOwn(name);
                if (name.topic().endsWith(".state") && recalled.isPresent()) {
                    own.put(name.slot(), text(recalled.get().record()));
                }
            }
            var heard = new TreeMap<String, String>();
            for (var name : journal.heard()) {
                heard.put(name.slot(), text(journal.recallHeard(name).orElseThrow().record()));
            }
            return new View(journal.plane().identity().clusterId(), own, heard);
        }
    }

    private JournalStory(long seed) throws IOException {
        random = new Random(seed);
        journal = Journal.open(bytes, "/j", SIZE, UID);
        remember(0);
    }

    static JournalStory told(long seed, int steps) throws IOException {
        var story = new JournalStory(seed);
        for (var i = 0; i < steps; i++) {
            var before = story.bytes.writes().size();
            story.step();
            if (story.random.nextInt(4) == 0) {
                story.journal.force();
            } else {
                story.journal.flush();
            }
            story.remember(before);
        }
        return story;
    }

    private void step() throws IOException {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> sayState();
            case 3 -> sayTombstone();
            case 4 -> sayReading();
            case 5, 6 -> sayEvent();
            case 7 -> hear();
            case 8 -> forget();
            case 9 -> takeAndMaybeArrive();
            case 10 -> tellOrTakeBack();
            default -> journal.plane(planeNumber(++plane));
        }
    }

    private void sayState() throws IOException {
        var key = "pod-" + random.nextInt(5);
        var value = "v" + ++seq + "x".repeat(random.nextInt(60));
        journal.say(Lane.STATE, record("pods.state", key, seq, value));
        own.put(key, value);
        said.add(seq);
    }

    private void sayTombstone() throws IOException {
        var key = "pod-" + random.nextInt(5);
        journal.say(Lane.STATE, tombstone("pods.state", key, ++seq));
        own.remove(key);
        said.add(seq);
    }

    private void sayReading() throws IOException {
        journal.say(Lane.READING, record("nodes.heartbeats", "n1", ++seq, "beat"));
        said.add(seq);
    }

    private void sayEvent() throws IOException {
        var value = "e".repeat(random.nextInt(100));
        journal.say(record("containers.events", "n1", ++seq, value), Optional.empty());
        said.add(seq);
    }

    private void hear() throws IOException {
        var key = "bound-" + random.nextInt(4);
        var offset = random.nextInt(1000);
        var stamp = new Stamp.ByLeader("autoscaler", 1, offset);
        journal.heard(0, 0, offset, true, record("pods.bound", key, stamp, "heard " + offset));
        heard.put(key, "heard " + offset);
    }

    private void forget() throws IOException {
        var key = "bound-" + random.nextInt(4);
        journal.forget(new Name("pods.bound", key));
        heard.remove(key);
    }

    private void takeAndMaybeArrive() throws IOException {
        onTheWay.addAll(journal.takeOwn(random.nextInt(4)));
        onTheWay.addAll(journal.takeEvents(random.nextInt(4)));
        while (!onTheWay.isEmpty() && random.nextInt(3) > 0) {
            var one = onTheWay.remove(random.nextInt(onTheWay.size()));
            journal.arrived(one.number());
            arrived.add(seqOf(one.record()));
            if (one.record().topic().equals("journal.events")) {
                LongStream.rangeClosed(first(text(one.record())), last(text(one.record())))
                        .forEach(arrived::add);
            }
        }
    }

    private void tellOrTakeBack() throws IOException {
        if (random.nextBoolean()) {
            journal.takeBack();
            onTheWay.clear();
        }
        if (journal.figures().unsentReadings() > 0) {
            return;
        }
        for (var gap : journal.gaps()) {
            var number = ++seq;
            journal.tell(gap, g -> record("journal.events", "n1", number, range(g)));
            said.add(number);
        }
    }

    private void remember(int begunAt) {
        steps.add(
                new Step(
                        begunAt,
                        bytes.writes().size(),
                        new View(
                                plane == 0 ? "" : "cluster-" + plane,
                                new TreeMap<>(own),
                                new TreeMap<>(heard)),
                        Set.copyOf(said),
                        Set.copyOf(arrived)));
    }

    private static RememberedPlane planeNumber(long number) {
        return new RememberedPlane(
                2, new PlaneIdentity("cluster-" + number, "p", 4, Map.of()), Map.of(), "");
    }

    // What a test asks.

    List<MemoryBytes.Write> writes() {
        return bytes.writes();
    }

    byte[] image() {
        return bytes.copy();
    }

    long generations() {
        return journal.figures().generation();
    }

    /// The last step whose writes were all done before this one.
    int finishedBefore(int write) {
        var last = 0;
        while (last + 1 < steps.size() && steps.get(last + 1).finishedAt() <= write) {
            last++;
        }
        return last;
    }

    /// The last step that had begun when so many writes were done.
    int begunBefore(int writes) {
        var last = 0;
        while (last + 1 < steps.size() && steps.get(last + 1).begunAt() < writes) {
            last++;
        }
        return last;
    }

    View viewAfter(int step) {
        return steps.get(step).view();
    }

    /// What a reopened journal can account for: numbers it owes, and gaps it has or owes.
    record Accounts(Set<Long> owed, List<String> gaps) {
        static Accounts of(Journal reopened) throws IOException {
            var owed = new HashSet<Long>();
            var gaps = new ArrayList<String>();
            reopened.gaps().forEach(gap -> gaps.add(range(gap)));
            var unsent = new ArrayList<>(reopened.takeOwn(1000));
            unsent.addAll(reopened.takeEvents(1000));
            for (var one : unsent) {
                owed.add(seqOf(one.record()));
                if (one.record().topic().equals("journal.events")) {
                    gaps.add(text(one.record()));
                }
            }
            return new Accounts(owed, gaps);
        }

        boolean know(long number) {
            return owed.contains(number)
                    || gaps.stream().anyMatch(g -> first(g) <= number && number <= last(g));
        }
    }

    /// Numbers of records said up to a step that neither arrived nor are accounted for.
    Set<Long> unaccounted(int step, Accounts accounts) {
        var missing = new HashSet<>(steps.get(step).said());
        missing.removeAll(steps.get(step).arrived());
        missing.removeIf(accounts::know);
        return missing;
    }

    private static long first(String range) {
        return Long.parseLong(range.substring(0, range.indexOf('-')));
    }

    private static long last(String range) {
        return Long.parseLong(range.substring(range.indexOf('-') + 1));
    }

    private static String range(Gap gap) {
        return gap.from() + "-" + gap.to();
    }

    private static long seqOf(JournalRecord record) {
        return record.stamp() instanceof Stamp.ByNode(_, _, var seq) ? seq : -1;
    }
}
