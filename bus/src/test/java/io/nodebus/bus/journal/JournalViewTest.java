package io.nodebus.bus.journal;

import static io.nodebus.bus.journal.Records.record;
import static io.nodebus.bus.journal.Records.tombstone;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.contracts.stamp.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalViewTest {
    @TempDir Path folder;

    @Test
    void tellsAPersonWhatANodeRemembersWhileItRuns() throws IOException {
        var file = folder.resolve("journal");
        try (var journal = Journal.open(file, 1 << 20, Durability.POWER_CUT, "uid-1")) {
            journal.plane(
                    new RememberedPlane(
                            2,
                            new PlaneIdentity("cluster-1", "plane-1", 4, Map.of()),
                            Map.of("api", 3L),
                            ""));
            journal.readOnce("pods.bound");
            journal.say(Lane.STATE, record("pods.state", "n1/default/web", 1, "pending"));
            journal.say(Lane.STATE, record("pods.state", "n1/default/web", 2, "running"));
            journal.say(Lane.STATE, record("pods.state", "n1/default/db", 3, "running"));
            journal.arrived(journal.takeOwn(1).getFirst().number());
            journal.say(Lane.STATE, tombstone("pods.state", "n1/default/old", 4));
            journal.say(record("containers.events", "n1", 5, "started"), Optional.empty());
            journal.heard(
                    0,
                    3,
                    11,
                    true,
                    record(
                            "pods.bound",
                            "n1/a/b",
                            new Stamp.ByLeader("autoscaler", 2, 7),
                            "bound"));
            journal.flush();

            assertEquals(
                    List.of(
                            "journal   1048576 bytes, generation 1, 1264 of 524288 bytes used, 649"
                                    + " by state",
                            "node      uid uid-1, boot 1",
                            "plane     cluster cluster-1, 4 partitions",
                            "epoch     api 3",
                            "read      pods.bound",
                            "unsent    pods.state n1/default/db, 169 bytes, stamp uid-1/1/3",
                            "unsent    pods.state n1/default/old, 157 bytes, stamp uid-1/1/4, a"
                                    + " tombstone",
                            "sent      pods.state n1/default/web, 171 bytes, stamp uid-1/1/2",
                            "heard     pods.bound n1/a/b, 152 bytes, stamp autoscaler/2/7",
                            "events    1 unsent, 148 bytes",
                            "gap       1 superseded, numbers 1 to 1 of uid-1/1"),
                    JournalView.of(file));
        }
    }

    @Test
    void saysOfAFileThatIsNoJournalThatItIsNone() throws IOException {
        var file = folder.resolve("journal");
        Files.writeString(file, "something else");

        assertEquals(List.of(file + ": 14 bytes, no journal"), JournalView.of(file));
    }
}
