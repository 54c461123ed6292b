package io.nodebus.bus.kafka;

import io.nodebus.bus.Bus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One hearer's place in one partition. Confined to the reader's context.
final class Seat {
    private final Hearer hearer;
    private final List<Bus.Ear> ears;
    private final long end;
    private long next;
    private boolean reached;

    /// @param next the first offset it wants
    /// @param end where the partition ended when it began
    Seat(Hearer hearer, List<Bus.Ear> ears, long next, long end) {
        this.hearer = hearer;
        this.ears = ears;
        this.next = next;
        this.end = end;
        this.reached = next >= end;
    }

    /// Where to begin: state from the beginning each time, events from where one was, if anywhere.
    static long begin(List<Bus.Ear> ears, @Nullable Seat before, long first, long end) {
        var fromBeginning = ears.stream().anyMatch(ear -> ear.start() == Bus.Start.BEGINNING);
        if (fromBeginning && (before == null || ears.getFirst().topic().isState())) {
            return first;
        }
        return before == null ? end : Math.clamp(before.next, first, end);
    }

    Hearer hearer() {
        return hearer;
    }

    long next() {
        return next;
    }

    /// Whether a record is for this hearer: it is read once by all who share the partition, and
    /// somebody who came later makes it be read again.
    boolean wants(long offset, String key) {
        return offset >= next
                && ears.stream()
                        .anyMatch(ear ->
                                ear.keys().isEmpty() || ear.topic().concerns(key, ear.keys()));
    }

    /// Everything before this offset has been passed on.
    void isAt(long position) {
        next = Math.max(next, position);
        reached |= next >= end;
    }

    boolean hasReachedItsEnd() {
        return reached;
    }
}
