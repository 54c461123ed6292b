package io.nodebus.bus.loop;

import io.nodebus.bus.Said;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.versions.TopicKey;
import io.nodebus.contracts.stamp.Stamp;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What a loop said last of each key it answers for, on one plane. A log that lost its end has an
/// older record of a key, or an older tombstone, and looks as it should; those who heard the newer
/// one take nothing older for news. So it is said anew.
final class Spoken {
    /// The oldest are forgotten first.
    private static final int MOST_TOMBSTONES = 10_000;

    private final Map<TopicKey, Stamp> alive = new HashMap<>();
    private final SequencedMap<TopicKey, Stamp> ended = new LinkedHashMap<>();

    void said(Said<?> said) {
        var key = new TopicKey(said.topic(), said.key());
        alive.remove(key);
        ended.remove(key);
        if (said.message().isPresent()) {
            alive.put(key, said.stamp());
            return;
        }
        ended.put(key, said.stamp());
        if (ended.size() > MOST_TOMBSTONES) {
            ended.pollFirstEntry();
        }
    }

    /// Whether something newer was said of its key.
    boolean isNewerThan(Heard<?> heard) {
        var key = new TopicKey(heard.topic(), heard.key());
        var last = alive.getOrDefault(key, ended.get(key));
        return last != null && last.replaces(heard.stamp()) && !heard.stamp().replaces(last);
    }

    /// Whether its key was taken back after it.
    boolean endedSince(Heard<?> heard) {
        return ended.containsKey(new TopicKey(heard.topic(), heard.key())) && isNewerThan(heard);
    }

    /// On another plane nothing was said yet, and stamps count anew.
    void forget() {
        alive.clear();
        ended.clear();
    }
}
