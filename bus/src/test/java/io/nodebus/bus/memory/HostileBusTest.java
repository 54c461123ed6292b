package io.nodebus.bus.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Said;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.hostile.Evil;
import io.nodebus.bus.hostile.Hostility;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostileBusTest {
    private static final int SEEDS = 20;

    @Test
    void theSameSeedTellsTheSameStory() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new HostileStory(Hostility.all(seed)).story;
            assertEquals(story, new HostileStory(Hostility.all(seed)).story);
            assertNotEquals(story, new HostileStory(Hostility.all(seed + 1)).story);
        }
    }

    @ParameterizedTest
    @EnumSource(Evil.class)
    void eachEvilHappensUnderSomeSeedAndNeverWhenItIsSpared(Evil evil) {
        var happens = sign(evil);
        assertTrue(
                stories(seed -> Hostility.of(seed, evil)).anyMatch(happens),
                () -> evil + " never happens");
        assertFalse(
                stories(seed -> Hostility.of(seed)).anyMatch(happens),
                () -> "not a sign of " + evil);
    }

    private static Stream<HostileStory> stories(LongFunction<Hostility> hostility) {
        return LongStream.range(0, SEEDS).mapToObj(hostility).map(HostileStory::new);
    }

    private static Predicate<HostileStory> sign(Evil evil) {
        return switch (evil) {
            case DUPLICATES -> story -> twice(story.heard);
            case RESENDS -> story -> story.tells("overtaken");
            case INTERLEAVING -> story -> !ids(story.heard).equals(saidIds(story));
            case COMPACTION ->
                    story ->
                            count(story, RouteState.TOPIC) < saidOn(story, RouteState.TOPIC)
                                    && story.bus.records(RouteState.TOPIC).stream()
                                            .anyMatch(said -> said.message().isEmpty());
            case TOMBSTONES_GONE -> story -> tombstones(story) < tombstonesSaid(story);
            case ABSENCE ->
                    story ->
                            story.tells("away")
                                    && story.tells("back")
                                    && story.tells("caught up anew");
            case CLOCK_JUMPS ->
                    story ->
                            !Duration.between(
                                            new VirtualTime().now().wall(), story.time.now().wall())
                                    .equals(story.time.now().since());
            case TRUNCATION ->
                    story ->
                            count(story, NodeHeartbeat.TOPIC) < saidOn(story, NodeHeartbeat.TOPIC)
                                    && story.tells("caught up anew")
                                    && !story.tells("another plane");
            case WIPE -> story -> story.tells("another plane") && story.tells("missing");
        };
    }

    private static boolean twice(List<Heard<?>> heard) {
        return new HashSet<>(ids(heard)).size() < heard.size();
    }

    private static List<String> ids(List<Heard<?>> heard) {
        return heard.stream().map(one -> one.topic().kind() + " " + one.stamp().id()).toList();
    }

    private static List<String> saidIds(HostileStory story) {
        return story.said.stream().map(one -> one.topic().kind() + " " + one.stamp().id()).toList();
    }

    private static long count(HostileStory story, Topic<?> topic) {
        return story.bus.records(topic).size();
    }

    private static long saidOn(HostileStory story, Topic<?> topic) {
        return story.said.stream().filter(said -> said.topic().equals(topic)).count();
    }

    private static long tombstones(HostileStory story) {
        return story.bus.records(RouteState.TOPIC).stream()
                .filter(said -> said.message().isEmpty())
                .count();
    }

    private static long tombstonesSaid(HostileStory story) {
        return story.said.stream().filter(said -> said.message().isEmpty()).count();
    }

    /// As long as nothing is taken away.
    @Test
    void whatIsHeardForTheFirstTimeKeepsTheOrderOfItsKeyAndNothingIsLeftOut() {
        stories(seed -> takingNothing(seed).without(Evil.ABSENCE))
                .forEach(story -> assertEquals(saidByKey(story.said), heardByKey(story.heard)));
    }

    /// As on Kafka (decision 0102): who reads again is told of each key of state what is newest,
    /// and of events all.
    @Test
    void whoReadsAgainHearsTheNewestOfEachKeyAndEveryEvent() {
        stories(HostileBusTest::takingNothing)
                .forEach(story -> {
                    var heard = heardByKey(story.heard);
                    saidByKey(story.said)
                            .forEach((key, stamps) -> {
                                var told = heard.getOrDefault(key, List.of());
                                assertEquals(stamps.getLast(), told.getLast());
                                assertEquals(told, stamps.stream().filter(told::contains).toList());
                                if (key.startsWith(NodeHeartbeat.TOPIC.kind())) {
                                    assertEquals(stamps, told);
                                }
                            });
                });
    }

    private static Hostility takingNothing(long seed) {
        return Hostility.all(seed)
                .without(Evil.COMPACTION, Evil.TOMBSTONES_GONE, Evil.TRUNCATION, Evil.WIPE);
    }

    private static Map<String, List<Stamp>> saidByKey(List<Said<?>> said) {
        var all = new LinkedHashMap<String, List<Stamp>>();
        said.forEach(one ->
                all.computeIfAbsent(one.topic().kind() + " " + one.key(), _ -> new ArrayList<>())
                        .add(one.stamp()));
        return all;
    }

    private static Map<String, List<Stamp>> heardByKey(List<Heard<?>> heard) {
        var all = new LinkedHashMap<String, LinkedHashSet<Stamp>>();
        heard.forEach(one ->
                all.computeIfAbsent(
                                one.topic().kind() + " " + one.key(), _ -> new LinkedHashSet<>())
                        .add(one.stamp()));
        var lists = new LinkedHashMap<String, List<Stamp>>();
        all.forEach((key, stamps) -> lists.put(key, List.copyOf(stamps)));
        return lists;
    }

    @Test
    void whoReadsAgainIsNotToldThatEverythingBeforeTheNewestCameLate() {
        assertFalse(
                stories(seed -> Hostility.of(seed, Evil.ABSENCE))
                        .anyMatch(story -> story.tells("overtaken")));
    }

    /// Whatever happened to the topics, a hearer that was there all the time believes the newest.
    @Test
    void nobodyBelievesAnOlderRecordAfterANewerOneOfTheSamePlane() {
        stories(seed -> Hostility.all(seed).without(Evil.WIPE, Evil.TRUNCATION))
                .forEach(story -> {
                    var newest = new LinkedHashMap<String, Stamp>();
                    for (var one : story.heard) {
                        if (one.topic().isState()) {
                            var before = newest.put(one.key(), one.stamp());
                            assertTrue(
                                    before == null || one.stamp().replaces(before), one::toString);
                        }
                    }
                });
    }
}
