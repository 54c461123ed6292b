package io.nodebus.bus.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.nodebus.bus.wire.Opened.Event;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.stamp.Stamp;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Our header codec and the SDK of the CloudEvents project read each other.
class CloudEventsSdkTest {
    static Stream<GoldenRecord> files() {
        return GoldenRecord.all().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theSdkReadsWhatWeWrite(GoldenRecord golden) {
        var event = KafkaMessageFactory.createReader(consumed(golden)).toEvent();
        var headers = golden.packed().headers();
        assertEquals(headers.get("ce_id"), event.getId());
        assertEquals(headers.get("ce_type"), event.getType());
        assertEquals(URI.create(text(headers, "ce_source")), event.getSource());
        assertEquals(OffsetDateTime.parse(text(headers, "ce_time")), event.getTime());
        assertEquals(golden.key(), event.getSubject());
        assertEquals("application/json", event.getDataContentType());
        assertEquals(headers.get("ce_seq"), event.getExtension("seq"));
        assertArrayEquals(
                golden.packed().value().orElseThrow(), requireNonNull(event.getData()).toBytes());
    }

    @Test
    void weReadWhatTheSdkWrites() {
        CloudEvent event =
                CloudEventBuilder.v1()
                        .withId("u1/2/3")
                        .withType("io.nodebus.node.beat.v1")
                        .withSource(URI.create("/nodes/n1/node-agent"))
                        .withTime(OffsetDateTime.parse("2026-01-02T12:00:00Z"))
                        .withSubject("n1")
                        .withExtension("nodeuid", "u1")
                        .withExtension("boot", 2)
                        .withExtension("seq", 3)
                        .withData("application/json", "{\"nodeUid\":\"u1\"}".getBytes(UTF_8))
                        .build();
        var produced =
                KafkaMessageFactory.<String>createWriter("nodebus.nodes.heartbeats", "n1")
                        .writeBinary(event);
        assertEquals(
                new Event<>(
                        Optional.<NodeHeartbeat>of(new NodeHeartbeat.Beat("u1")),
                        new Stamp.ByNode("u1", 2, 3),
                        OffsetDateTime.parse("2026-01-02T12:00:00Z").toInstant(),
                        "/nodes/n1/node-agent"),
                CloudEvents.open(
                        NodeHeartbeat.TOPIC,
                        new Packed(texts(produced.headers()), Optional.of(produced.value()))));
    }

    private static ConsumerRecord<String, byte[]> consumed(GoldenRecord golden) {
        var headers = new RecordHeaders();
        golden.packed()
                .headers()
                .forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return new ConsumerRecord<>(
                golden.topic().name("nodebus"),
                0,
                0,
                0,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                golden.key(),
                golden.packed().value().orElseThrow(),
                headers,
                Optional.empty());
    }

    private static Map<String, String> texts(Headers headers) {
        var texts = new LinkedHashMap<String, String>();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), UTF_8)));
        return texts;
    }

    private static String text(Map<String, String> headers, String name) {
        return headers.getOrDefault(name, "");
    }
}
