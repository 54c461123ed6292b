package io.nodebus.bus.hostile;

/// What can go wrong on a bus. All of it does in the life of a Kafka.
public enum Evil {
    /// A record is there twice in a row.
    DUPLICATES(16),

    /// A record is said once more behind newer ones of its key, and moves back what is read later.
    RESENDS(8),

    /// Partitions are heard in any order among each other, and each hearer is late in its own way.
    /// Does not strike: it is always there.
    INTERLEAVING(0),

    /// The cleaner runs: of each key only what lies last stays.
    COMPACTION(8),

    /// Tombstones have lived long enough.
    TOMBSTONES_GONE(4),

    /// A hearer loses the bus for a while, and reads everything again.
    ABSENCE(4),

    /// A clock on the wall is set.
    CLOCK_JUMPS(4),

    /// The last records of a partition are lost, though they were said to be safe.
    TRUNCATION(2),

    /// All disks are lost, and another cluster answers.
    WIPE(1);

    private final int weight;

    Evil(int weight) {
        this.weight = weight;
    }

    /// How often it strikes, compared with the others.
    int weight() {
        return weight;
    }
}
