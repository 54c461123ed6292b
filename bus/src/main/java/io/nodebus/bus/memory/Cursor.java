package io.nodebus.bus.memory;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import java.util.Optional;

/// Where a hearer is in one partition. Guarded by the bus's lock.
final class Cursor {
    private final Bus.Ear ear;
    private final MemoryLog log;
    private long endAtStart;
    private long position;
    private boolean late;

    Cursor(Bus.Ear ear, MemoryLog log) {
        this.ear = ear;
        this.log = log;
        this.endAtStart = log.end();
        this.position =
                switch (ear.start()) {
                    case BEGINNING -> 0;
                    case END -> log.end();
                };
    }

    MemoryLog log() {
        return log;
    }

    long position() {
        return position;
    }

    /// State is read from the beginning each time, events from where one was.
    void readAgain() {
        position = log.topic().isState() ? 0 : Math.min(position, log.end());
        endAtStart = log.end();
    }

    Optional<MemoryLog.Entry> next() {
        return log.from(position);
    }

    boolean isLate() {
        return late;
    }

    void late(boolean late) {
        this.late = late;
    }

    void takes(MemoryLog.Entry entry) {
        position = entry.offset() + 1;
    }

    boolean hasReachedItsEnd() {
        return position >= endAtStart || next().isEmpty();
    }

    boolean isFor(Said<?> said) {
        return ear.keys().isEmpty()
                || ear.keys().stream()
                        .anyMatch(
                                key -> said.key().equals(key) || said.key().startsWith(key + "/"));
    }
}
