package io.nodebus.nodeagent.netfilter.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/// One message that was received. Good until the next one is.
record NetlinkReader(ByteBuffer buffer, int at) {
    static final int ERROR = 2;
    static final int DONE = 3;

    /// The header, and four bytes that every netfilter message has.
    private static final int ATTRIBUTES = 20;

    private static final int TYPE_MASK = 0x3fff;

    /// The set of rules changed while it was being listed.
    private static final int INTERRUPTED = 0x10;

    int length() {
        return buffer.getInt(at);
    }

    int type() {
        return Short.toUnsignedInt(buffer.getShort(at + 4));
    }

    boolean isInterrupted() {
        return (buffer.getShort(at + 6) & INTERRUPTED) != 0;
    }

    /// Of the socket that caused it.
    int portId() {
        return buffer.getInt(at + 12);
    }

    /// Of the rules it is about.
    int family() {
        return buffer.get(at + 16);
    }

    /// Of an answer; 0 when all went well.
    int errno() {
        return -buffer.getInt(at + 16);
    }

    /// Calls for each attribute, with its type and value.
    void attributes(BiConsumer<Integer, byte[]> each) {
        attributes(bytes(at + ATTRIBUTES, at + length()), each);
    }

    Optional<byte[]> attribute(int type) {
        for (int i = at + ATTRIBUTES; i + 4 <= at + length(); i += aligned(lengthAt(i))) {
            if (typeAt(i) == type) {
                return Optional.of(bytes(i + 4, i + lengthAt(i)));
            }
            if (lengthAt(i) < 4) {
                break;
            }
        }
        return Optional.empty();
    }

    private int lengthAt(int i) {
        return Short.toUnsignedInt(buffer.getShort(i));
    }

    private int typeAt(int i) {
        return buffer.getShort(i + 2) & TYPE_MASK;
    }

    private byte[] bytes(int from, int to) {
        var bytes = new byte[Math.max(0, to - from)];
        buffer.get(from, bytes);
        return bytes;
    }

    /// Calls for each attribute inside another.
    static void attributes(byte[] nest, BiConsumer<Integer, byte[]> each) {
        var inside = ByteBuffer.wrap(nest).order(ByteOrder.nativeOrder());
        for (int i = 0; i + 4 <= nest.length; ) {
            var length = Short.toUnsignedInt(inside.getShort(i));
            if (length < 4) {
                return;
            }
            each.accept(
                    inside.getShort(i + 2) & TYPE_MASK,
                    Arrays.copyOfRange(nest, i + 4, Math.min(nest.length, i + length)));
            i += aligned(length);
        }
    }

    static String string(byte[] value) {
        return new String(value, 0, Math.max(0, value.length - 1), UTF_8);
    }

    static int bigEndian(byte[] value) {
        return ByteBuffer.wrap(value).getInt();
    }

    private static int aligned(int length) {
        return length + 3 & ~3;
    }
}
