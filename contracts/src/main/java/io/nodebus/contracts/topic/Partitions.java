package io.nodebus.contracts.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Where a key lands. Computed here and sent explicitly, so that no client library can choose
/// otherwise.
///
/// The hash is murmur2 as Kafka's default partitioner has it (seed 0x9747b28c), masked positive,
/// modulo the number of partitions of the plane. Golden vectors in `PartitionsTest` keep it what it
/// is.
public final class Partitions {
    private static final int SEED = 0x9747b28c;
    private static final int M = 0x5bd1e995;

    private Partitions() {}

    /// @throws IllegalArgumentException when there is no partition to land in
    public static int of(String text, int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1, got " + partitions);
        }
        return (murmur2(text.getBytes(UTF_8)) & 0x7fffffff) % partitions;
    }

    private static int murmur2(byte[] bytes) {
        var h = SEED ^ bytes.length;
        var whole = bytes.length & ~3;
        for (var i = 0; i < whole; i += 4) {
            var k =
                    (bytes[i] & 0xff)
                            | (bytes[i + 1] & 0xff) << 8
                            | (bytes[i + 2] & 0xff) << 16
                            | bytes[i + 3] << 24;
            k *= M;
            k ^= k >>> 24;
            k *= M;
            h *= M;
            h ^= k;
        }
        for (var i = bytes.length - 1; i >= whole; i--) {
            h ^= (bytes[i] & 0xff) << 8 * (i - whole);
        }
        if (whole < bytes.length) {
            h *= M;
        }
        h ^= h >>> 13;
        h *= M;
        h ^= h >>> 15;
        return h;
    }
}
