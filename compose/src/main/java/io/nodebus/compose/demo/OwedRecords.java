package io.nodebus.compose.demo;

import io.nodebus.bus.journal.Durability;
import io.nodebus.bus.journal.Journal;
import io.nodebus.bus.journal.Unsent;
import io.nodebus.compose.plane.PlaneNode;
import io.nodebus.compose.scratch.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a node's journal owes to the bus, read from a copy of the file: the node is not asked.
final class OwedRecords {
    private static final String JOURNAL = "var/lib/nodebus/node/journal";

    private OwedRecords() {}

    /// Their `ce_id`s.
    static Set<String> of(PlaneNode node) throws IOException {
        var original = Path.of("/proc/%d/root".formatted(node.init()), JOURNAL);
        var folder = Files.createTempDirectory("nodebus-journal");
        var copy = folder.resolve("journal");
        try {
            Files.copy(original, copy);
            try (var journal = Journal.open(copy, Files.size(copy), Durability.KILL, node.name())) {
                return Stream.concat(
                                journal.takeOwn(Integer.MAX_VALUE).stream(),
                                journal.takeEvents(Integer.MAX_VALUE).stream())
                        .map(Unsent::record)
                        .map(record -> record.stamp().id())
                        .collect(Collectors.toSet());
            }
        } finally {
            Folders.remove(folder);
        }
    }
}
