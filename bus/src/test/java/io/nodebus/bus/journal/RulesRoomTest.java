package io.nodebus.bus.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Said;
import io.nodebus.bus.wire.CloudEvents;
import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.TrafficPolicy;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Members;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How many Services of five endpoints a node remembers: docs/decisions/0110 says these figures.
class RulesRoomTest {
    private static final long MIB = 1 << 20;
    private static final String PREFIX = "production/checkout-backend/tcp-443/ipv4";

    @Test
    void theUsualJournalHasRoomForEightThousandServices() {
        var room = new Layout(64 * MIB).viewLimit() / bytesOfAService();
        assertTrue(room >= 8_000, () -> "room for " + room);
    }

    @Test
    void aLargerOneHasRoomForThirtyThousand() {
        var room = new Layout(256 * MIB).viewLimit() / bytesOfAService();
        assertTrue(room >= 30_000, () -> "room for " + room);
    }

    private static long bytesOfAService() {
        var head =
                new RuleState.Head(
                        Optional.of("0d9f2a3e-5a8e-4b1c-9a55-1f6f0f4f2a01"),
                        Optional.of("https"),
                        IpFamily.IPv4,
                        Protocol.TCP,
                        443,
                        Optional.of("10.96.100.100"),
                        Optional.of(30443),
                        TrafficPolicy.Cluster,
                        TrafficPolicy.Cluster,
                        Optional.empty(),
                        false,
                        List.of(new RuleState.SliceAt(0, 1234)));
        var endpoints =
                IntStream.range(0, 5)
                        .mapToObj(n ->
                                new RuleEndpoint(
                                        "10.64.100." + (100 + n),
                                        8443,
                                        Optional.of("node-" + (1000 + n)),
                                        Optional.of("0d9f2a3e-5a8e-4b1c-9a55-1f6f0f4f2a0" + n),
                                        true,
                                        true,
                                        false))
                        .toList();
        return bytes(RuleState.headKey(PREFIX), head)
                + bytes(RuleState.sliceKey(PREFIX, 0), new RuleState.Slice(1234, endpoints));
    }

    private static long bytes(String key, RuleState message) {
        var stamp = new Stamp.ByLeader("proxy-rules", 123, 123_456);
        var packed =
                CloudEvents.pack(
                        new Said<>(
                                RuleState.TOPIC,
                                key,
                                Optional.of(message),
                                stamp,
                                Instant.EPOCH,
                                ""));
        var record =
                new JournalRecord(
                        RuleState.TOPIC.kind(),
                        key,
                        stamp,
                        Instant.EPOCH,
                        "",
                        Members.type(message.getClass()),
                        ByteBuffer.wrap(packed.value().orElseThrow()));
        return (long) Half.FRAME
                + FrameWriter.write(new Frame.Heard(1, 63, 123_456, record)).remaining();
    }
}
