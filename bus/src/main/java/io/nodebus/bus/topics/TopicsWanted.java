package io.nodebus.bus.topics;

import java.util.OptionalInt;

/// What a plane's topics should be like.
///
/// @param partitions of every topic that is not single; not said: as founded, or
///   [#DEFAULT_PARTITIONS]
/// @param replication copies of each partition
public record TopicsWanted(OptionalInt partitions, int replication) {
    public static final int DEFAULT_PARTITIONS = 64;

    private static final int MOST_PARTITIONS = 4096;

    public TopicsWanted {
        partitions.ifPresent(number -> {
            if (number < 1 || number > MOST_PARTITIONS) {
                throw new IllegalArgumentException(
                        "partitions must be from 1 to %d, got %d"
                                .formatted(MOST_PARTITIONS, number));
            }
        });
        if (replication < 1) {
            throw new IllegalArgumentException(
                    "replication must be at least 1, got " + replication);
        }
    }

    public static TopicsWanted of(int partitions, int replication) {
        return new TopicsWanted(OptionalInt.of(partitions), replication);
    }
}
