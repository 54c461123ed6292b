package io.nodebus.bus.node;

import io.nodebus.bus.journal.Durability;
import java.nio.file.Path;
import java.time.Duration;

/// How a node remembers and sends.
///
/// @param journal where the file is
/// @param journalBytes what it takes, at once and for ever
/// @param durability what it is to survive
/// @param patience how long a start waits for the bus before it goes by the journal alone
/// @param mostOnTheWay records handed to the bus without an answer yet
/// @param eventsPerSecond at most, while what was kept without the bus is sent
/// @param jitter events wait a random part of it after the bus came back, so that a fleet does not
///   begin at once
/// @param readBackEvery how often what this node said is compared with what the bus has of it
public record NodeBusSettings(
        Path journal,
        long journalBytes,
        Durability durability,
        Duration patience,
        int mostOnTheWay,
        int eventsPerSecond,
        Duration jitter,
        Duration readBackEvery) {
    public static final long DEFAULT_BYTES = 64L << 20;
    public static final long SIMULATED_BYTES = 1L << 20;

    public NodeBusSettings {
        if (mostOnTheWay < 1) {
            throw new IllegalArgumentException(
                    "mostOnTheWay must be at least 1, got " + mostOnTheWay);
        }
        if (eventsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "eventsPerSecond must be at least 1, got " + eventsPerSecond);
        }
    }

    /// For a node.
    public static NodeBusSettings at(Path journal) {
        return at(journal, DEFAULT_BYTES, Durability.POWER_CUT);
    }

    /// For a simulated node.
    public static NodeBusSettings simulated(Path journal) {
        return at(journal, SIMULATED_BYTES, Durability.KILL);
    }

    public static NodeBusSettings at(Path journal, long journalBytes, Durability durability) {
        return new NodeBusSettings(
                journal,
                journalBytes,
                durability,
                Duration.ofSeconds(3),
                500,
                200,
                Duration.ofSeconds(2),
                Duration.ofHours(1));
    }

    /// Where refused records go.
    Path rejected() {
        return journal.resolveSibling(journal.getFileName() + ".rejected");
    }
}
