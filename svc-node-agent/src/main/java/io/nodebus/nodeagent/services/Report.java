package io.nodebus.nodeagent.services;

import io.nodebus.contracts.rules.RulesApplied.Change;
import io.nodebus.contracts.stamp.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Which Services changed, and how far their rules have come. Nothing is told of a Service before
/// all of it is in the kernel. Confined to the context of its loop, so nothing in it is locked.
final class Report {
    private final Map<String, Change> newest = new HashMap<>();
    private final NavigableMap<String, Duration> waiting = new TreeMap<>();
    private final NavigableMap<String, Duration> ordered = new TreeMap<>();
    private final NavigableMap<String, Change> done = new TreeMap<>();

    /// A record of its rules was heard.
    void heard(String service, Stamp stamp) {
        if (stamp instanceof Stamp.ByLeader(_, var epoch, var seq)) {
            newest.merge(
                    service,
                    new Change(service, epoch, seq),
                    (a, b) ->
                            a.epoch() > b.epoch()
                                            || a.epoch() == b.epoch()
                                                    && a.generation() > b.generation()
                                    ? a
                                    : b);
        }
    }

    /// What it means is known since now.
    void changed(String service, Duration now) {
        waiting.putIfAbsent(service, now);
    }

    /// What it means is on its way into the kernel.
    void ordered() {
        waiting.forEach(ordered::putIfAbsent);
        waiting.clear();
    }

    /// What was ordered is in the kernel, but for these.
    ///
    /// @return how long it took from being heard, at the longest
    Duration committed(Set<String> rejected, Duration now) {
        var longest = Duration.ZERO;
        for (var service : List.copyOf(ordered.keySet())) {
            if (!rejected.contains(service)) {
                var lag = now.minus(ordered.getOrDefault(service, now));
                longest = lag.compareTo(longest) > 0 ? lag : longest;
                ordered.remove(service);
                done.put(service, change(service));
            }
        }
        return longest;
    }

    Change change(String service) {
        return newest.getOrDefault(service, new Change(service, 0, 0));
    }

    boolean hasDone() {
        return !done.isEmpty();
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /// What is done and was not told.
    ///
    /// @param known which Services there still are
    List<Change> takeDone(Predicate<String> known) {
        var changes = new ArrayList<>(done.values());
        done.clear();
        changes.stream().map(Change::service).filter(known.negate()).forEach(newest::remove);
        return changes;
    }
}
