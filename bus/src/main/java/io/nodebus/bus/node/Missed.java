package io.nodebus.bus.node;

import io.nodebus.bus.Said;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.journal.Gap;
import io.nodebus.bus.journal.Journal;
import io.nodebus.bus.journal.JournalFull;
import io.nodebus.contracts.plane.JournalEvent;
import io.nodebus.contracts.plane.JournalEvent.JournalGap;
import io.nodebus.contracts.plane.JournalEvent.JournalSuperseded;
import java.io.IOException;
import java.util.Optional;

/// Puts gaps into words, on `journal.events`. Used on the scribe's thread.
final class Missed implements Drain.Gaps {
    private final String node;
    private final NodeStamps stamps;
    private final Timekeeper home;

    Missed(String node, NodeStamps stamps, Timekeeper home) {
        this.node = node;
        this.stamps = stamps;
        this.home = home;
    }

    @Override
    public void tell(Journal journal) throws IOException {
        try {
            for (var gap : journal.gaps()) {
                journal.tell(gap, told -> Transcription.of(said(told)));
            }
        } catch (JournalFull _) {
            // It stays a gap, and is told when there is room for words.
        }
    }

    private Said<JournalEvent> said(Gap gap) {
        return new Said<>(
                JournalEvent.TOPIC,
                node,
                Optional.of(event(gap)),
                stamps.next(),
                home.now().wall(),
                "/nodes/" + node + "/journal");
    }

    private static JournalEvent event(Gap gap) {
        var name = gap.name();
        return switch (name.cause()) {
            case DROPPED ->
                    new JournalGap(name.who(), name.life(), gap.from(), gap.to(), gap.count());
            case SUPERSEDED ->
                    new JournalSuperseded(
                            name.who(), name.life(), gap.from(), gap.to(), gap.count());
        };
    }
}
