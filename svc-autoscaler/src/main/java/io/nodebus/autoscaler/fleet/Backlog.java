package io.nodebus.autoscaler.fleet;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Sorted;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/// The pods that wait for a place, by kind, and in each kind the oldest first.
///
/// What holds between two messages: no kind in here fits on any open node. So a node that did not
/// change needs no second look, and one that did is asked once per kind.
public final class Backlog {
    private final Map<Ask, NavigableSet<Turn>> kinds = new LinkedHashMap<>();
    private final Map<String, Entry> byKey = new HashMap<>();
    private final Map<Ask, Reason> told = new LinkedHashMap<>();
    private final SequencedSet<Ask> stale = new LinkedHashSet<>();

    /// Whose turn comes first: the older pod's.
    public record Turn(Instant created, String key) implements Comparable<Turn> {
        @Override
        public int compareTo(Turn other) {
            var byAge = created.compareTo(other.created);
            return byAge != 0 ? byAge : key.compareTo(other.key);
        }
    }

    /// Why a kind fits nowhere.
    ///
    /// @param counts what nodes refuse it for, and how many of them: while this is the same,
    ///   nothing new is to be told, whatever the figures
    public record Reason(Map<String, Integer> counts, Because because) {
        public Reason {
            counts = Sorted.copy(counts);
        }
    }

    private record Entry(Ask ask, Turn turn) {}

    /// A pod waits. True when its kind is new here, so that nobody knows yet that it fits nowhere.
    public boolean add(String key, Ask ask, Instant created) {
        remove(key);
        var entry = new Entry(ask, new Turn(created, key));
        byKey.put(key, entry);
        var first = !kinds.containsKey(ask);
        kinds.computeIfAbsent(ask, _ -> new TreeSet<>()).add(entry.turn());
        return first;
    }

    /// A pod waits no more.
    public void remove(String key) {
        var entry = byKey.remove(key);
        if (entry != null) {
            var turns = kinds.getOrDefault(entry.ask(), new TreeSet<>());
            turns.remove(entry.turn());
            if (turns.isEmpty()) {
                kinds.remove(entry.ask());
                told.remove(entry.ask());
                stale.remove(entry.ask());
            }
        }
    }

    public Optional<Ask> ask(String key) {
        return Optional.ofNullable(byKey.get(key)).map(Entry::ask);
    }

    /// The pod of a kind whose turn it is.
    public Optional<Turn> first(Ask kind) {
        return Optional.ofNullable(kinds.get(kind)).map(NavigableSet::first);
    }

    public List<Ask> kinds() {
        return List.copyOf(kinds.keySet());
    }

    /// The pods of a kind, oldest first.
    public List<String> pods(Ask kind) {
        return kinds.getOrDefault(kind, new TreeSet<>()).stream().map(Turn::key).toList();
    }

    public int size() {
        return byKey.size();
    }

    /// Why a kind fits nowhere, as it was told last.
    public Optional<Reason> told(Ask kind) {
        return Optional.ofNullable(told.get(kind));
    }

    /// True when nodes changed since a kind was told why: the reason may be another by now.
    public boolean isStale(Ask kind) {
        return stale.contains(kind);
    }

    public void tell(Ask kind, Reason reason) {
        told.put(kind, reason);
        stale.remove(kind);
    }

    /// Nodes changed. True when every reason was fresh until now.
    public boolean growStale() {
        var wasFresh = stale.isEmpty();
        if (stale.size() < told.size()) {
            stale.addAll(told.keySet());
        }
        return wasFresh && !stale.isEmpty();
    }

    /// The next kind to explain anew.
    public Optional<Ask> takeStale() {
        return stale.isEmpty() ? Optional.empty() : Optional.of(stale.removeFirst());
    }
}
