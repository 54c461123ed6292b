package io.nodebus.contracts.plane;

import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.time.Duration;

/// What travels on `journal.events`, keyed by node: what a node could not keep while the bus was
/// away.
public sealed interface JournalEvent {
    Topic<JournalEvent> TOPIC =
            new Topic<>(
                    "journal.events",
                    JournalEvent.class,
                    Scope.NODE,
                    Cleanup.after(Duration.ofDays(30)));

    /// Events were dropped, oldest first.
    ///
    /// @param from first lost sequence number of this boot
    /// @param to last lost one
    @Type("journal.gap.v1")
    record JournalGap(String nodeUid, long boot, long from, long to, long count)
            implements JournalEvent {}

    /// State was not sent because newer records of the same keys took its place first.
    ///
    /// @param from first such sequence number of this boot
    /// @param to last one
    @Type("journal.superseded.v1")
    record JournalSuperseded(String nodeUid, long boot, long from, long to, long count)
            implements JournalEvent {}
}
