package io.nodebus.nodeagent.services;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// Which keys of one topic are known, and which of them the topic did not have when it was read
/// again. Absence is no order (design law 9): a topic that was cut short is repaired by its writer,
/// who reads it back more often than this waits. What is not said again until then was ended while
/// nobody here listened. When a topic has nothing at all of what it had, nothing of it ends.
///
/// Confined to the context of its loop, so nothing in it is locked.
final class Absences {
    /// Longer than the ten minutes after which a leader reads back what it said.
    static final Duration GRACE = Duration.ofMinutes(15);

    private final Set<String> known = new HashSet<>();
    private final SequencedMap<String, Duration> absent = new LinkedHashMap<>();

    void heard(String key, boolean ended) {
        absent.remove(key);
        if (ended) {
            known.remove(key);
        } else {
            known.add(key);
        }
    }

    /// @return whether it was known
    boolean missed(String key, Duration now) {
        if (!known.contains(key)) {
            return false;
        }
        absent.putIfAbsent(key, now);
        return true;
    }

    /// Those that have been absent long enough to have ended. They are forgotten.
    List<String> takeEnded(Duration now) {
        if (absent.size() == known.size()) {
            return List.of();
        }
        var ended = new ArrayList<String>();
        absent.forEach((key, since) -> {
            if (now.minus(since).compareTo(GRACE) >= 0) {
                ended.add(key);
            }
        });
        ended.forEach(key -> heard(key, true));
        return ended;
    }

    boolean hasAbsent() {
        return !absent.isEmpty();
    }
}
