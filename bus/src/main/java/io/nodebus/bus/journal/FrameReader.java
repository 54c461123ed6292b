package io.nodebus.bus.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.contracts.stamp.Stamp;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Bytes to frames. Texts that come again and again (topics, node uids) are the same object each
/// time, so that an index of many records stays small.
final class FrameReader {
    private final Map<String, String> known = new HashMap<>();

    /// The frame, or nothing when a newer version of ours wrote a kind this one does not know.
    ///
    /// @throws java.nio.BufferUnderflowException and others, when these are not the bytes of a
    ///   frame
    Frame read(ByteBuffer body) {
        var kind = body.get();
        var flags = body.get();
        return switch (kind) {
            case FrameKind.LIFE -> new Frame.Life(new NodeLife(text(body), body.getLong()));
            case FrameKind.PLANE -> new Frame.Plane(plane(body));
            case FrameKind.READ_ONCE -> new Frame.ReadOnce(same(text(body)));
            case FrameKind.MISSED ->
                    new Frame.Missed(
                            new Gap(name(body), body.getLong(), body.getLong(), body.getLong()));
            case FrameKind.HEARD ->
                    new Frame.Heard(body.getLong(), body.getInt(), body.getLong(), record(body));
            case FrameKind.OWN -> own((flags & FrameKind.SENT) != 0, body);
            case FrameKind.EVENT -> new Frame.Event(body.getLong(), notAfter(body), record(body));
            case FrameKind.SENT_OWN ->
                    new Frame.SentOwn(same(text(body)), text(body), body.getLong());
            case FrameKind.SENT_EVENTS -> new Frame.SentEvents(body.getLong());
            case FrameKind.LOST -> new Frame.Lost(body.getLong());
            case FrameKind.FORGOT_HEARD -> new Frame.ForgotHeard(same(text(body)), text(body));
            case FrameKind.OWED -> new Frame.Owed(same(text(body)), text(body));
            case FrameKind.SNAPSHOT_END -> new Frame.SnapshotEnd(body.getLong());
            default -> throw new IllegalArgumentException("no frame is of kind " + kind);
        };
    }

    private RememberedPlane plane(ByteBuffer body) {
        var number = body.getLong();
        var clusterId = text(body);
        var planeId = text(body);
        var partitions = body.getInt();
        var topicIds = new TreeMap<String, String>();
        for (var left = body.getInt(); left > 0; left--) {
            topicIds.put(text(body), text(body));
        }
        var epochs = new TreeMap<String, Long>();
        for (var left = body.getInt(); left > 0; left--) {
            epochs.put(text(body), body.getLong());
        }
        return new RememberedPlane(
                number,
                new PlaneIdentity(clusterId, planeId, partitions, topicIds),
                epochs,
                text(body));
    }

    private Frame.Own own(boolean sent, ByteBuffer body) {
        var lane = FrameKind.lane(body.getInt());
        var number = body.getLong();
        var slot = text(body);
        var settles = body.getInt() == 1 ? Optional.of(name(body)) : Optional.<Gap.Name>empty();
        return new Frame.Own(sent, lane, number, slot, settles, record(body));
    }

    private JournalRecord record(ByteBuffer body) {
        var topic = same(text(body));
        var key = text(body);
        var stamp = stamp(body);
        var at = Instant.ofEpochSecond(body.getLong(), body.getInt());
        var source = same(text(body));
        var type = same(text(body));
        var size = body.getInt();
        var value = body.slice(body.position(), size);
        body.position(body.position() + size);
        return new JournalRecord(topic, key, stamp, at, source, type, value);
    }

    private Stamp stamp(ByteBuffer body) {
        var byNode = body.getInt() == 0;
        var who = same(text(body));
        return byNode
                ? new Stamp.ByNode(who, body.getLong(), body.getLong())
                : new Stamp.ByLeader(who, body.getLong(), body.getLong());
    }

    private Gap.Name name(ByteBuffer body) {
        return new Gap.Name(FrameKind.cause(body.getInt()), same(text(body)), body.getLong());
    }

    private static Optional<Instant> notAfter(ByteBuffer body) {
        var millis = body.getLong();
        return millis == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static String text(ByteBuffer body) {
        var encoded = new byte[body.getInt()];
        body.get(encoded);
        return new String(encoded, UTF_8);
    }

    private String same(String text) {
        var before = known.putIfAbsent(text, text);
        return before == null ? text : before;
    }
}
