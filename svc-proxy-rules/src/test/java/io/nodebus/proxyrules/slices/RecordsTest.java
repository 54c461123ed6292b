package io.nodebus.proxyrules.slices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.contracts.rules.RuleState.Slice;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.TrafficPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final String PREFIX = "default/web/tcp-80/ipv4";
    private static final Head MEANING =
            new Head(
                    Optional.empty(),
                    Optional.empty(),
                    IpFamily.IPv4,
                    Protocol.TCP,
                    80,
                    Optional.of("10.96.0.1"),
                    Optional.empty(),
                    TrafficPolicy.Cluster,
                    TrafficPolicy.Cluster,
                    Optional.empty(),
                    false,
                    List.of());

    @Test
    void fiveThousandEndpointsAreFiftyFullSlicesAndAHead() {
        var records = records(Map.of(), endpoints(0, 5_000));
        assertEquals(51, records.size());
        assertEquals(PREFIX + "/head", records.lastEntry().getKey());
        assertEquals(50, head(records).slices().size());
    }

    @Test
    void aChangeOfOneEndpointIsOneRecord() {
        var before = records(Map.of(), endpoints(0, 5_000));
        var now = endpoints(0, 5_000);
        now.replaceAll((target, endpoint) ->
                target.equals("10.0.19.135:80") ? unready(endpoint) : endpoint);
        assertEquals(1, changed(before, records(before, now)).size());
    }

    @Test
    void anEndpointInPlaceOfAnotherIsOneRecord() {
        var before = records(Map.of(), endpoints(0, 5_000));
        var now = endpoints(0, 5_001);
        now.remove("10.0.3.232:80");
        assertEquals(1, changed(before, records(before, now)).size());
    }

    @Test
    void anEndpointInPlaceOfAnotherIsOneRecordEvenWhenThereIsRoomElsewhere() {
        var full = records(Map.of(), endpoints(0, 5_000));
        var now = endpoints(0, 5_001);
        now.remove("10.0.0.1:80");
        now.remove("10.0.19.136:80");
        var before = records(full, now);
        now.remove("10.0.3.232:80");
        now.put("10.0.19.137:80", endpoint(19 * 256 + 137));
        assertEquals(1, changed(before, records(before, now)).size());
    }

    @Test
    void severalSlicesThatChangeTogetherAreClosedByTheirHead() {
        var before = records(Map.of(), endpoints(0, 300));
        var after = records(before, endpoints(50, 150));
        assertEquals(PREFIX + "/head", changed(before, after).getLast());
        assertCounted(after);
    }

    @Test
    void theLastSliceStaysWhenItIsEmpty() {
        var before = records(Map.of(), endpoints(0, 1));
        var after = records(before, endpoints(0, 0));
        assertEquals(List.of(PREFIX + "/0"), changed(before, after));
        assertEquals(new Slice(2, List.of()), after.get(PREFIX + "/0"));
    }

    @Test
    void aServiceThatShrinksIsPackedAnew() {
        var before = records(Map.of(), endpoints(0, 5_000));
        var few = new TreeMap<String, RuleEndpoint>();
        endpoints(0, 5_000)
                .forEach((target, endpoint) -> {
                    if (target.endsWith("7:80")) {
                        few.put(target, endpoint);
                    }
                });
        var after = records(before, few);
        assertTrue(head(after).slices().size() <= 2 * ((few.size() + 99) / 100));
        assertCounted(after);
    }

    @Test
    void aServiceThatShrinksAndGrowsIsCountedRight() {
        var one = records(Map.of(), endpoints(0, 200));
        var two = records(one, endpoints(0, 10));
        assertCounted(two);
        assertCounted(records(two, endpoints(0, 200)));
    }

    /// Every slice is there at the generation the head counts on, or a later one.
    private static void assertCounted(SequencedMap<String, RuleState> records) {
        for (var at : head(records).slices()) {
            assertTrue(generation(records, at.slice()) >= at.generation());
        }
        assertEquals(head(records).slices().size() + 1, records.size());
    }

    private static long generation(Map<String, RuleState> records, int slice) {
        return records.get(RuleState.sliceKey(PREFIX, slice)) instanceof Slice it
                ? it.generation()
                : -1;
    }

    private static Head head(Map<String, RuleState> records) {
        return records.get(RuleState.headKey(PREFIX)) instanceof Head head ? head : MEANING;
    }

    private static SequencedMap<String, RuleState> records(
            Map<String, RuleState> before, SequencedMap<String, RuleEndpoint> endpoints) {
        return Records.of(PREFIX, before, MEANING, endpoints);
    }

    private static List<String> changed(
            Map<String, RuleState> before, Map<String, RuleState> after) {
        var gone = before.keySet().stream().filter(key -> !after.containsKey(key));
        var written =
                after.entrySet().stream()
                        .filter(record -> !record.getValue().equals(before.get(record.getKey())))
                        .map(Map.Entry::getKey);
        return Stream.concat(gone, written).toList();
    }

    private static SequencedMap<String, RuleEndpoint> endpoints(int from, int to) {
        var endpoints = new TreeMap<String, RuleEndpoint>();
        IntStream.range(from, to)
                .mapToObj(RecordsTest::endpoint)
                .forEach(endpoint -> endpoints.put(endpoint.target(), endpoint));
        return endpoints;
    }

    private static RuleEndpoint endpoint(int n) {
        return new RuleEndpoint(
                "10.0.%d.%d".formatted(n / 256, n % 256),
                80,
                Optional.of("n1"),
                Optional.empty(),
                true,
                true,
                false);
    }

    private static RuleEndpoint unready(RuleEndpoint endpoint) {
        return new RuleEndpoint(
                endpoint.address(),
                endpoint.port(),
                endpoint.node(),
                endpoint.podUid(),
                false,
                false,
                false);
    }
}
