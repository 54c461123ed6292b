package io.nodebus.bus.versions;

import io.nodebus.contracts.stamp.Stamp;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one hearer has heard of each key of its state topics: the newest stamp, and whether it is
/// alive. Confined to the hearer's turns.
public final class Newest {
    /// Tombstones that are remembered, so that a late repetition of what they ended is not taken
    /// for new. The oldest are forgotten first.
    private static final int MOST_TOMBSTONES = 10_000;

    private final Map<TopicKey, Stamp> alive = new HashMap<>();
    private final LinkedHashMap<TopicKey, Stamp> ended = new LinkedHashMap<>();
    private final Set<TopicKey> unseen = new LinkedHashSet<>();

    public enum Age {
        NEWS,
        SAME,
        OLDER
    }

    /// How a record compares with what was heard of its key. News is remembered.
    public Age age(TopicKey key, Stamp stamp, boolean tombstone) {
        unseen.remove(key);
        var known = alive.getOrDefault(key, ended.get(key));
        if (known != null && !stamp.replaces(known)) {
            return stamp.equals(known) ? Age.SAME : Age.OLDER;
        }
        alive.remove(key);
        ended.remove(key);
        if (tombstone) {
            ended.put(key, stamp);
            if (ended.size() > MOST_TOMBSTONES) {
                ended.pollFirstEntry();
            }
        } else {
            alive.put(key, stamp);
        }
        return Age.NEWS;
    }

    /// The key is there, whatever is in it.
    public void isThere(TopicKey key) {
        unseen.remove(key);
    }

    /// From now on everything is read again: keys that do not come are [missing][#missing].
    public void readAgain() {
        unseen.addAll(alive.keySet());
    }

    /// The bus turned into another one: its stamps do not compare with what was heard. The keys are
    /// remembered, to be missed.
    public void readAnotherBus() {
        readAgain();
        alive.clear();
        ended.clear();
    }

    /// What did not come again. It is forgotten.
    public List<TopicKey> missing() {
        var missing = List.copyOf(unseen);
        missing.forEach(alive::remove);
        unseen.clear();
        return missing;
    }
}
