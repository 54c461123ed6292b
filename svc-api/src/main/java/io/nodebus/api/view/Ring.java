package io.nodebus.api.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The newest changes, a bounded number of them. Confined to its view.
final class Ring {
    private final int size;

    /// Oldest first. The first is the newest that is *not* told any more: what came after it is
    /// known without a gap. It stands in for the beginning of the view at first.
    private final Deque<Change> changes = new ArrayDeque<>();

    /// @param start the version from which on nothing is missing
    Ring(int size, long start) {
        if (size < 1) {
            throw new IllegalArgumentException("a ring must hold at least one change, got " + size);
        }
        this.size = size;
        changes.add(new Change(start, Optional.empty(), Optional.empty()));
    }

    /// The version of the newest change.
    long version() {
        return changes.getLast().version();
    }

    void add(Change change) {
        changes.add(change);
        if (changes.size() > size + 1) {
            changes.remove();
        }
    }

    /// The changes after a version, in order; none when some of them are no longer known, or the
    /// version is not from here.
    Optional<List<Change>> since(long version) {
        if (version < changes.getFirst().version() || version > version()) {
            return Optional.empty();
        }
        var since = new ArrayList<Change>();
        for (var newest = changes.descendingIterator(); newest.hasNext(); ) {
            var change = newest.next();
            if (change.version() <= version) {
                break;
            }
            since.add(change);
        }
        return Optional.of(since.reversed());
    }
}
