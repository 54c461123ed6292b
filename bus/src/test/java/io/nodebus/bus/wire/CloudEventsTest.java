package io.nodebus.bus.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.nodebus.bus.Said;
import io.nodebus.bus.wire.Opened.Event;
import io.nodebus.bus.wire.Opened.Unopened;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.000001Z");
    private static final Stamp STAMP = new Stamp.ByNode("u1", 2, 3);
    private static final RouteState ROUTE =
            new RouteState.Route("u1", "100.64.0.2", List.of("10.64.1.0/24"));

    @Test
    void aLeadersStampTravels() {
        var stamp = new Stamp.ByLeader("autoscaler", 7, 41);
        var packed =
                CloudEvents.pack(
                        new Said<>(
                                RouteState.TOPIC,
                                "n1",
                                Optional.of(ROUTE),
                                stamp,
                                NOON,
                                "/fleet/autoscaler"));
        assertEquals(
                new Event<>(Optional.of(ROUTE), stamp, NOON, "/fleet/autoscaler"),
                CloudEvents.open(RouteState.TOPIC, packed));
    }

    @Test
    void aTombstoneIsAnEventWithoutData() {
        var packed = CloudEvents.pack(said(RouteState.TOPIC, "n1", Optional.empty()));
        assertEquals(Optional.empty(), packed.value());
        assertEquals(
                new Event<RouteState>(Optional.empty(), STAMP, NOON, "/nodes/n1/node-agent"),
                CloudEvents.open(RouteState.TOPIC, packed));
    }

    @Test
    void aRepetitionIsTheSameBytes() {
        var said = said(RouteState.TOPIC, "n1", Optional.of(ROUTE));
        assertEquals(CloudEvents.pack(said).headers(), CloudEvents.pack(said).headers());
    }

    @Test
    void recordsAboutOneObjectShareATraceAndNothingElse() {
        var bound = Trace.parent(PodBound.TOPIC, "n1/default/web", STAMP);
        var desired = Trace.parent(PodDesired.TOPIC, "default/web", STAMP);
        var other = Trace.parent(PodDesired.TOPIC, "default/db", STAMP);
        assertEquals(desired, bound);
        assertNotEquals(desired, other);
        assertTrue(bound.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"), bound);
    }

    @Test
    void structuredModeIsRead() {
        var value =
                """
                {"specversion":"1.0","id":"x","type":"io.nodebus.node.route.v1",
                 "source":"/nodes/n1/node-agent","time":"2026-01-02T13:00:00.000001+01:00","nodeuid":"u1","boot":2,"seq":3,
                 "data":{"nodeUid":"u1","address":"100.64.0.2","podCidrs":["10.64.1.0/24"]}}
                """;
        assertEquals(
                new Event<>(Optional.of(ROUTE), STAMP, NOON, "/nodes/n1/node-agent"),
                CloudEvents.open(
                        RouteState.TOPIC,
                        packed(
                                Map.of(
                                        "content-type",
                                        "application/cloudevents+json; charset=UTF-8"),
                                value)));
    }

    @Test
    void fieldsOfALaterVersionAreSkipped() {
        var value = "{\"nodeUid\":\"u1\",\"mood\":{\"good\":true}}";
        assertEquals(
                Optional.of(new NodeHeartbeat.Beat("u1")),
                event(NodeHeartbeat.TOPIC, with("ce_type", "io.nodebus.node.beat.v1"), value)
                        .message());
    }

    @Test
    void aFeatureWeLackIsARefusalThatNamesIt() {
        var headers = with("ce_type", "io.nodebus.node.beat.v1");
        headers.put("ce_requires", "host-network,volumes");
        assertEquals(
                "the record requires volumes, which this version does not have",
                refusal(
                        new Opening(List.of("host-network"))
                                .open(NodeHeartbeat.TOPIC, packed(headers, "{\"nodeUid\":\"u1\"}")),
                        "NodeTooOld"));
    }

    @Test
    void aTypeOfAnotherFamilyOrOfNobodyIsARefusal() {
        assertEquals(
                "ce_type must be one of node.beat.v1, got io.nodebus.pod.bound.v1",
                refused(
                        NodeHeartbeat.TOPIC,
                        with("ce_type", "io.nodebus.pod.bound.v1"),
                        "{}",
                        "UnknownType"));
        assertEquals(
                "ce_type must be one of node.beat.v1, got com.example.beat",
                refused(
                        NodeHeartbeat.TOPIC,
                        with("ce_type", "com.example.beat"),
                        "{}",
                        "UnknownType"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{\"nodeUid\":7}",
                "{\"nodeUid\":\"u1\"} {}",
                "{\"nodeUid\":\"u1\"",
                "{}",
                "\u0000\u0001",
                "{\"nodeUid\":\"u1\",\"x\":1e999999999}"
            })
    void anUnreadableValueIsARefusal(String value) {
        refused(
                NodeHeartbeat.TOPIC,
                with("ce_type", "io.nodebus.node.beat.v1"),
                value,
                "Unreadable");
    }

    @Test
    void depthAndSizeAreBounded() {
        var headers = with("ce_type", "io.nodebus.node.beat.v1");
        refused(NodeHeartbeat.TOPIC, headers, "[".repeat(100_000), "Unreadable");
        refused(NodeHeartbeat.TOPIC, headers, "{\"a\":".repeat(101) + "1", "Unreadable");
        refused(
                NodeHeartbeat.TOPIC,
                headers,
                "{\"nodeUid\":\"" + "x".repeat(17 << 20) + "\"}",
                "Unreadable");
        refused(NodeHeartbeat.TOPIC, headers, "{\"x\":" + "9".repeat(1000) + "}", "Unreadable");
    }

    @Test
    void whatIsNoCloudEventIsARefusal() {
        refused(NodeHeartbeat.TOPIC, Map.of(), "{\"nodeUid\":\"u1\"}", "NoCloudEvent");
        refused(NodeHeartbeat.TOPIC, with("ce_specversion", "0.3"), "{}", "NoCloudEvent");
        refused(NodeHeartbeat.TOPIC, with("ce_time", "noon"), "{}", "NoCloudEvent");
        refused(NodeHeartbeat.TOPIC, with("ce_seq", "three"), "{}", "NoCloudEvent");
        assertEquals(
                "NoCloudEvent",
                CloudEvents.open(RouteState.TOPIC, new Packed(Map.of(), Optional.empty()))
                                instanceof Unopened<RouteState>(var because)
                        ? because.reason()
                        : "");
    }

    @Test
    void anEventTopicKnowsNoTombstones() {
        var packed = CloudEvents.pack(said(ContainerEvent.TOPIC, "n1", Optional.empty()));
        refusal(CloudEvents.open(ContainerEvent.TOPIC, packed), "Unreadable");
    }

    private static <M> Said<M> said(Topic<M> topic, String key, Optional<M> message) {
        return new Said<>(topic, key, message, STAMP, NOON, "/nodes/n1/node-agent");
    }

    private static Map<String, String> with(String name, String value) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", "io.nodebus.node.beat.v1");
        headers.put("ce_time", NOON.toString());
        headers.put("ce_nodeuid", "u1");
        headers.put("ce_boot", "2");
        headers.put("ce_seq", "3");
        headers.put(name, value);
        return headers;
    }

    private static Packed packed(Map<String, String> headers, String value) {
        return new Packed(headers, Optional.of(value.getBytes(UTF_8)));
    }

    private static <M> Event<M> event(Topic<M> topic, Map<String, String> headers, String value) {
        return switch (CloudEvents.open(topic, packed(headers, value))) {
            case Event<M> event -> event;
            case Unopened<M>(var because) -> fail(because.toString());
        };
    }

    private static <M> String refused(
            Topic<M> topic, Map<String, String> headers, String value, String reason) {
        return refusal(CloudEvents.open(topic, packed(headers, value)), reason);
    }

    private static <M> String refusal(Opened<M> opened, String reason) {
        return switch (opened) {
            case Event<M> event -> fail("was read: " + event);
            case Unopened<M>(var because) -> {
                assertEquals(reason, because.reason(), because.message());
                yield because.message();
            }
        };
    }
}
