package io.nodebus.bus.node;

import io.nodebus.bus.journal.Durability;
import io.nodebus.bus.journal.Journal;
import io.nodebus.bus.settings.Setting;
import io.nodebus.contracts.meta.Quantity;
import java.nio.file.Path;
import java.time.Duration;

/// How a node remembers and sends.
public record NodeBusSettings(
        @Setting(
                        key = "journal",
                        value = "/var/lib/nodebus/node/journal",
                        help = "file in which the node remembers what it must not forget")
                Path journal,
        @Setting(
                        key = "journal-size",
                        value = "64Mi",
                        help =
                                "disk the journal takes at once, so that it needs none later;"
                                        + " growing takes effect at twice the size it has")
                Quantity journalSize,
        @Setting(
                        key = "journal-survives",
                        value = "POWER_CUT",
                        help =
                                "POWER_CUT, or KILL for simulated nodes, of which many share one"
                                        + " disk")
                Durability journalSurvives,
        @Setting(
                        key = "bus-patience",
                        value = "3s",
                        help =
                                "how long a start waits for the bus before it goes by the journal"
                                        + " alone")
                Duration patience,
        @Setting(
                        key = "bus-on-the-way",
                        value = "500",
                        help = "records handed to the bus without an answer yet, at most")
                int mostOnTheWay,
        @Setting(
                        key = "bus-events-per-second",
                        value = "200",
                        help = "events sent, at most, while those kept without the bus are sent")
                int eventsPerSecond,
        @Setting(
                        key = "bus-jitter",
                        value = "2s",
                        help =
                                "events wait a random part of it when the bus is back, so that a"
                                        + " fleet does not begin at once")
                Duration jitter,
        @Setting(
                        key = "bus-read-back-every",
                        value = "1h",
                        help =
                                "how often what this node said is compared with what the bus has"
                                        + " of it")
                Duration readBackEvery) {
    public NodeBusSettings {
        if (journalSize.units() < Journal.LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "journal-size must be at least %d bytes, got %s"
                            .formatted(Journal.LEAST_BYTES, journalSize));
        }
        if (mostOnTheWay < 1) {
            throw new IllegalArgumentException(
                    "bus-on-the-way must be at least 1, got " + mostOnTheWay);
        }
        if (eventsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "bus-events-per-second must be at least 1, got " + eventsPerSecond);
        }
    }

    /// For a node, with defaults.
    public static NodeBusSettings at(Path journal) {
        return at(journal, Quantity.of("64Mi"));
    }

    /// For a simulated node, with defaults.
    public static NodeBusSettings simulated(Path journal) {
        return at(journal, Quantity.of("1Mi"), Durability.KILL);
    }

    /// For a node with much to remember, or little.
    public static NodeBusSettings at(Path journal, Quantity size) {
        return at(journal, size, Durability.POWER_CUT);
    }

    static NodeBusSettings at(Path journal, Quantity size, Durability survives) {
        return new NodeBusSettings(
                journal,
                size,
                survives,
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
