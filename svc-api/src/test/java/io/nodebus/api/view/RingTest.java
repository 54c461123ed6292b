package io.nodebus.api.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.view.Seen.Versions;
import io.nodebus.contracts.config.ConfigMap;
import io.nodebus.contracts.meta.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever lists, and then follows every change, sees what a new list would show. Replay a failure
/// with its seed as the parameter.
class RingTest {
    private static final int SIZE = 16;
    private static final long START = 7L << 40;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aWatchNeverMissesAndNeverInvents(long seed) {
        var random = new Random(seed);
        var shelf = new Shelf(START, SIZE);
        var watchers = IntStream.range(0, 4).mapToObj(i -> new Watcher(query(i))).toList();
        for (var step = 0; step < 300; step++) {
            change(shelf, random);
            for (var watcher : watchers) {
                if (random.nextInt(6) == 0) {
                    watcher.catchUp(shelf);
                    assertEquals(watcher.wouldSee(shelf), watcher.sees);
                }
            }
        }
    }

    /// Everything, one namespace, one label, one name.
    private static Query query(int which) {
        return new Query(
                Resource.CONFIGMAPS,
                which == 1 ? Optional.of("a") : Optional.empty(),
                which == 2
                        ? LabelSelector.parse("colour in (red,blue),size!=l")
                        : LabelSelector.EVERYTHING,
                which == 3 ? FieldSelector.parse("metadata.name=c1") : FieldSelector.EVERYTHING);
    }

    private static void change(Shelf shelf, Random random) {
        var namespace = random.nextBoolean() ? "a" : "b";
        var name = "c" + random.nextInt(5);
        if (random.nextInt(4) == 0) {
            shelf.remove(Resource.CONFIGMAPS, namespace + "/" + name);
        } else {
            shelf.put(map(namespace, name, "uid-" + random.nextInt(3), random));
        }
    }

    private static ConfigMapSeen map(String namespace, String name, String uid, Random random) {
        var labels =
                Map.of(
                        "colour",
                        List.of("red", "green", "blue").get(random.nextInt(3)),
                        "size",
                        List.of("s", "l").get(random.nextInt(2)));
        var meta =
                new ObjectMeta(
                        Optional.of(name),
                        Optional.empty(),
                        Optional.of(namespace),
                        Optional.of(uid),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        labels,
                        Map.of());
        return new ConfigMapSeen(
                new ConfigMap(meta, Map.of(), Map.of(), Optional.empty()), Versions.NONE);
    }

    /// Somebody who lists once and then only follows.
    private static final class Watcher {
        private final Query query;
        private Map<String, Seen> sees = new TreeMap<>();
        private long version = START;

        Watcher(Query query) {
            this.query = query;
        }

        void catchUp(Shelf shelf) {
            var changes = shelf.since(version);
            if (changes.isEmpty()) {
                assertTrue(
                        shelf.version() - version > SIZE,
                        "told to list again although the ring still knows");
                sees = wouldSee(shelf);
            } else {
                changes.get().stream()
                        .map(change -> change.noticed(query))
                        .flatMap(Optional::stream)
                        .forEach(this::follow);
            }
            version = shelf.version();
        }

        private void follow(Change.Notice notice) {
            var key = notice.object().key();
            switch (notice.kind()) {
                case ADDED -> assertEquals(Optional.empty(), put(key, notice.object()));
                case MODIFIED ->
                        assertEquals(
                                notice.object().uid(),
                                put(key, notice.object()).orElseThrow().uid());
                case DELETED -> assertTrue(sees.remove(key) != null, key + " was never there");
            }
        }

        private Optional<Seen> put(String key, Seen object) {
            return Optional.ofNullable(sees.put(key, object));
        }

        Map<String, Seen> wouldSee(Shelf shelf) {
            var all = new TreeMap<String, Seen>();
            shelf.list(query, "").forEach(seen -> all.put(seen.key(), seen));
            return all;
        }
    }

    @Test
    void versionsGrowByOneAndStartAtTheLeadersEpoch() {
        var shelf = new Shelf(START, SIZE);
        var random = new Random(1);
        var versions = new ArrayList<Long>();

        for (var i = 0; i < 3; i++) {
            shelf.put(map("a", "c" + i, "u", random));
            versions.add(shelf.version());
        }

        assertEquals(List.of(START + 1, START + 2, START + 3), versions);
    }

    @Test
    void aVersionOfAnotherLeaderIsNotKnown() {
        var shelf = new Shelf(START, SIZE);

        assertEquals(Optional.empty(), shelf.since(START - 1));
        assertEquals(Optional.empty(), shelf.since(START + 1));
        assertEquals(Optional.of(List.of()), shelf.since(START));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        var shelf = new Shelf(START, SIZE);
        var random = new Random(1);
        for (var i = 0; i < 10; i++) {
            shelf.put(map(i % 2 == 0 ? "a" : "a-b", "c" + i, "u", random));
        }
        var ofNamespace = query(1);

        assertEquals(5, shelf.list(ofNamespace, "").size());
        assertEquals(
                List.of("a/c6", "a/c8"),
                shelf.list(ofNamespace, "a/c4").stream().map(Seen::key).toList());
        assertEquals(10, shelf.list(Query.all(Resource.CONFIGMAPS), "").size());
    }
}
