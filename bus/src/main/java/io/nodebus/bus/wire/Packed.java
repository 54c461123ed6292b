package io.nodebus.bus.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A record as bytes: what a broker or a journal keeps. The array is not copied; whoever packs or
/// opens leaves it alone.
public final class Packed {
    private final SequencedMap<String, String> headers;
    private final Optional<byte[]> value;

    public Packed(Map<String, String> headers, Optional<byte[]> value) {
        this.headers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(headers));
        this.value = value;
    }

    public SequencedMap<String, String> headers() {
        return headers;
    }

    /// Empty: a tombstone.
    public Optional<byte[]> value() {
        return value;
    }

    /// How many bytes the parts have together.
    public int size(String key) {
        return bytes(key)
                + headers.entrySet().stream()
                        .mapToInt(header -> bytes(header.getKey()) + bytes(header.getValue()))
                        .sum()
                + value.map(bytes -> bytes.length).orElse(0);
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
