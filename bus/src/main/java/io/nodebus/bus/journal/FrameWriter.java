package io.nodebus.bus.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.contracts.stamp.Stamp;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/// Frames to bytes. Numbers are big-endian, texts are UTF-8 after their length.
final class FrameWriter {
    private static final int MOST_OF_A_FRAME_BUT_TEXTS = 128;
    private static final int MOST_BYTES_OF_A_CHARACTER = 3;

    private byte[] bytes = new byte[512];
    private int length;

    static ByteBuffer write(Frame frame) {
        var writer = new FrameWriter();
        writer.frame(frame);
        return ByteBuffer.wrap(writer.bytes, 0, writer.length);
    }

    /// What a frame of this record can have, without writing it.
    static int lengthAtMost(JournalRecord record) {
        var texts =
                record.topic().length()
                        + 2 * record.key().length()
                        + record.stamp().id().length()
                        + record.source().length()
                        + record.type().length();
        return MOST_OF_A_FRAME_BUT_TEXTS
                + MOST_BYTES_OF_A_CHARACTER * texts
                + record.value().remaining();
    }

    private void frame(Frame frame) {
        switch (frame) {
            case Frame.Life(var life) ->
                    kind(FrameKind.LIFE, 0).text(life.nodeUid()).number(life.boot());
            case Frame.Plane(var plane) -> plane(plane);
            case Frame.ReadOnce(var topic) -> kind(FrameKind.READ_ONCE, 0).text(topic);
            case Frame.Missed(var gap) ->
                    kind(FrameKind.MISSED, 0)
                            .name(gap.name())
                            .number(gap.from())
                            .number(gap.to())
                            .number(gap.count());
            case Frame.Heard(var plane, var partition, var offset, var record) ->
                    kind(FrameKind.HEARD, 0)
                            .number(plane)
                            .small(partition)
                            .number(offset)
                            .record(record);
            case Frame.Own own -> own(own);
            case Frame.Event(var number, var notAfter, var record) ->
                    kind(FrameKind.EVENT, 0)
                            .number(number)
                            .number(notAfter.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE))
                            .record(record);
            case Frame.SentOwn(var topic, var slot, var number) ->
                    kind(FrameKind.SENT_OWN, 0).text(topic).text(slot).number(number);
            case Frame.SentEvents(var through) -> kind(FrameKind.SENT_EVENTS, 0).number(through);
            case Frame.Lost(var number) -> kind(FrameKind.LOST, 0).number(number);
            case Frame.ForgotHeard(var topic, var key) ->
                    kind(FrameKind.FORGOT_HEARD, 0).text(topic).text(key);
            case Frame.Owed(var topic, var slot) -> kind(FrameKind.OWED, 0).text(topic).text(slot);
            case Frame.SnapshotEnd(var last) -> kind(FrameKind.SNAPSHOT_END, 0).number(last);
        }
    }

    private void plane(RememberedPlane plane) {
        var identity = plane.identity();
        kind(FrameKind.PLANE, 0)
                .number(plane.number())
                .text(identity.clusterId())
                .text(identity.planeId());
        small(identity.partitions()).small(identity.topicIds().size());
        for (Map.Entry<String, String> id : identity.topicIds().entrySet()) {
            text(id.getKey()).text(id.getValue());
        }
        small(plane.epochs().size());
        for (Map.Entry<String, Long> epoch : plane.epochs().entrySet()) {
            text(epoch.getKey()).number(epoch.getValue());
        }
        text(plane.acceptedBy());
    }

    private void own(Frame.Own own) {
        kind(FrameKind.OWN, own.sent() ? FrameKind.SENT : 0);
        small(FrameKind.code(own.lane())).number(own.number()).text(own.slot());
        small(own.settles().isPresent() ? 1 : 0);
        own.settles().ifPresent(this::name);
        record(own.record());
    }

    private void record(JournalRecord record) {
        text(record.topic()).text(record.key()).stamp(record.stamp());
        var at = record.at();
        number(at.getEpochSecond()).small(at.getNano());
        text(record.source()).text(record.type());
        var value = record.value().duplicate();
        small(value.remaining());
        room(value.remaining());
        var size = value.remaining();
        value.get(bytes, length, size);
        length += size;
    }

    private void stamp(Stamp stamp) {
        switch (stamp) {
            case Stamp.ByNode(var uid, var boot, var seq) ->
                    small(0).text(uid).number(boot).number(seq);
            case Stamp.ByLeader(var service, var epoch, var seq) ->
                    small(1).text(service).number(epoch).number(seq);
        }
    }

    private FrameWriter name(Gap.Name name) {
        return small(FrameKind.code(name.cause())).text(name.who()).number(name.life());
    }

    private FrameWriter kind(byte kind, int flags) {
        room(2);
        bytes[length++] = kind;
        bytes[length++] = (byte) flags;
        return this;
    }

    private FrameWriter small(int value) {
        room(Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(length, value);
        length += Integer.BYTES;
        return this;
    }

    private FrameWriter number(long value) {
        room(Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(length, value);
        length += Long.BYTES;
        return this;
    }

    private FrameWriter text(String text) {
        var encoded = text.getBytes(UTF_8);
        small(encoded.length);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return this;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
