package io.nodebus.bus.journal;

import java.nio.ByteBuffer;

/// What stands for what in the bytes. The first two of a frame's body are its kind, and flags that
/// may change when it is copied.
final class FrameKind {
    static final byte LIFE = 1;
    static final byte PLANE = 2;
    static final byte READ_ONCE = 3;
    static final byte MISSED = 4;
    static final byte HEARD = 5;
    static final byte OWN = 6;
    static final byte EVENT = 7;
    static final byte SENT_OWN = 8;
    static final byte SENT_EVENTS = 9;
    static final byte LOST = 10;
    static final byte FORGOT_HEARD = 11;
    static final byte OWED = 12;
    static final byte SNAPSHOT_END = 13;

    /// Flag of [#OWN].
    static final byte SENT = 1;

    private FrameKind() {}

    /// Changes the flag of an [#OWN] where it lies.
    static void markSent(ByteBuffer body, boolean sent) {
        if (body.get(0) == OWN) {
            body.put(1, sent ? SENT : 0);
        }
    }

    static int code(Lane lane) {
        return switch (lane) {
            case STATE -> 0;
            case READING -> 1;
            case EVENT -> 2;
        };
    }

    static Lane lane(int code) {
        return switch (code) {
            case 0 -> Lane.STATE;
            case 1 -> Lane.READING;
            case 2 -> Lane.EVENT;
            default -> throw new IllegalArgumentException("no lane has code " + code);
        };
    }

    static int code(Gap.Cause cause) {
        return switch (cause) {
            case DROPPED -> 0;
            case SUPERSEDED -> 1;
        };
    }

    static Gap.Cause cause(int code) {
        return switch (code) {
            case 0 -> Gap.Cause.DROPPED;
            case 1 -> Gap.Cause.SUPERSEDED;
            default -> throw new IllegalArgumentException("no cause has code " + code);
        };
    }
}
