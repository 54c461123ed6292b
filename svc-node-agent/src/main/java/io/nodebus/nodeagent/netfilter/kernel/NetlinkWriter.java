package io.nodebus.nodeagent.netfilter.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes netlink messages and their attributes one after the other. Reused, and grows with the
/// longest that was ever written.
final class NetlinkWriter {
    static final int REQUEST = 1;
    static final int ACK = 4;

    private static final int NESTED = 0x8000;
    private static final int HEADER = 4;
    private static final int LONGEST_ATTRIBUTE = 0xffff;

    private ByteBuffer buffer = direct(1 << 16);
    private int message;
    private int sequence;

    void clear() {
        buffer.clear();
    }

    /// What was written, from the beginning.
    ByteBuffer written() {
        return buffer.duplicate().order(ByteOrder.nativeOrder()).flip();
    }

    int size() {
        return buffer.position();
    }

    /// A message of a netfilter subsystem up to its attributes.
    void begin(int type, int flags, int family, int resource) {
        room(20);
        message = buffer.position();
        buffer.putInt(0)
                .putShort((short) type)
                .putShort((short) (REQUEST | flags))
                .putInt(++sequence)
                .putInt(0)
                .put((byte) family)
                .put((byte) 0)
                .put((byte) (resource >> 8))
                .put((byte) resource);
    }

    void end() {
        buffer.putInt(message, buffer.position() - message);
    }

    /// The message that ended last is to be answered.
    void acknowledged() {
        buffer.putShort(message + 6, (short) (buffer.getShort(message + 6) | ACK));
    }

    /// Opens an attribute of attributes. Returns where it is, for [#end(int)].
    int nest(int type) {
        room(HEADER);
        var at = buffer.position();
        buffer.putShort((short) 0).putShort((short) (type | NESTED));
        return at;
    }

    void end(int nest) {
        var length = buffer.position() - nest;
        if (length > LONGEST_ATTRIBUTE) {
            throw new IllegalStateException("an attribute of " + length + " bytes");
        }
        buffer.putShort(nest, (short) length);
    }

    void string(int type, String text) {
        var bytes = text.getBytes(UTF_8);
        room(HEADER + bytes.length + 4);
        buffer.putShort((short) (HEADER + bytes.length + 1)).putShort((short) type);
        buffer.put(bytes).put((byte) 0);
        pad();
    }

    void bytes(int type, byte[] bytes) {
        room(HEADER + bytes.length + 4);
        buffer.putShort((short) (HEADER + bytes.length)).putShort((short) type).put(bytes);
        pad();
    }

    void bigEndian(int type, int value) {
        host(type, Integer.reverseBytes(value));
    }

    void host(int type, int value) {
        room(HEADER + 4);
        buffer.putShort((short) (HEADER + 4)).putShort((short) type).putInt(value);
    }

    private void pad() {
        while ((buffer.position() & 3) != 0) {
            buffer.put((byte) 0);
        }
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = direct(buffer.capacity() * 2).put(buffer.flip());
        }
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
