package io.nodebus.api.admission;

import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import java.util.Collection;
import java.util.Map;

/// How many bytes a tree is as JSON, without writing it.
public final class Size {
    /// What one record may hold: brokers take a mebibyte, headers included.
    public static final int MOST_BYTES = 900 << 10;

    private static final int QUOTES = 2;

    /// `\\u0000`: how control characters are written, and the halves of what lies beyond 16 bits.
    private static final int ESCAPE = 6;

    private Size() {}

    /// @throws Refused when the tree is too large for one record
    public static void check(Map<?, ?> tree) {
        var bytes = bytes(tree);
        if (bytes > MOST_BYTES) {
            throw new Refused(
                    Refusal.tooLarge(
                            "the object must be at most %d bytes (900 KiB) as encoded, got %d"
                                    .formatted(MOST_BYTES, bytes)));
        }
    }

    static long bytes(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                var bytes = QUOTES + Math.max(0L, map.size() - 1);
                for (var entry : map.entrySet()) {
                    bytes += text(entry.getKey().toString()) + 1 + bytes(entry.getValue());
                }
                yield bytes;
            }
            case Collection<?> list -> {
                var bytes = QUOTES + Math.max(0L, list.size() - 1);
                for (var item : list) {
                    bytes += bytes(item);
                }
                yield bytes;
            }
            case String text -> text(text);
            default -> tree.toString().length();
        };
    }

    private static long text(String text) {
        var bytes = (long) QUOTES;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t') {
                bytes += 2;
            } else if (c < ' ') {
                bytes += ESCAPE;
            } else if (c < 0x80) {
                bytes += 1;
            } else if (Character.isSurrogate(c)) {
                bytes += ESCAPE;
            } else if (c < 0x800) {
                bytes += 2;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }
}
