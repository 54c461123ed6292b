package io.nodebus.proxyrules.pacing;

import io.nodebus.contracts.meta.Because.Evidence;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/// Every record goes to every node, so one Service that changes all the time would be the fleet's
/// whole traffic. Its first change goes out at once; the next ones are gathered in a window that
/// doubles from the shortest to the longest while it keeps changing, and is the shortest again when
/// it was quiet for the longest.
///
/// Confined to its loop's context, so nothing in it is locked. Times are monotonic.
public final class Pacing {
    private final Duration shortest;
    private final Duration longest;
    private final Map<String, Window> windows = new HashMap<>();
    private final Map<String, Waiting> waiting = new HashMap<>();
    private final TreeSet<Waiting> queue = new TreeSet<>();

    private record Window(Duration since, Duration width) {
        Duration end() {
            return since.plus(width);
        }
    }

    private record Waiting(Duration due, String service, Optional<Evidence> evidence)
            implements Comparable<Waiting> {
        private static final Comparator<Waiting> FIRST =
                Comparator.comparing(Waiting::due).thenComparing(Waiting::service);

        @Override
        public int compareTo(Waiting other) {
            return FIRST.compare(this, other);
        }
    }

    public Pacing(Duration shortest, Duration longest) {
        this.shortest = shortest;
        this.longest = longest;
    }

    /// A Service may have changed.
    ///
    /// @param evidence because of which record; the last one is remembered
    public void touched(String service, Optional<Evidence> evidence, Duration now) {
        var before = waiting.remove(service);
        if (before != null) {
            queue.remove(before);
        }
        var window = windows.get(service);
        var due = window == null || window.end().compareTo(now) < 0 ? now : window.end();
        var next = new Waiting(due, service, evidence);
        waiting.put(service, next);
        queue.add(next);
    }

    /// The Services that may be told now, with the record because of which; they wait no longer.
    public SequencedMap<String, Optional<Evidence>> takeDue(Duration now) {
        var due = new LinkedHashMap<String, Optional<Evidence>>();
        while (!queue.isEmpty() && queue.first().due().compareTo(now) <= 0) {
            var first = queue.removeFirst();
            waiting.remove(first.service());
            due.put(first.service(), first.evidence());
        }
        return due;
    }

    /// Something was told of a Service: its window begins.
    public void told(String service, Duration now) {
        var width =
                Optional.ofNullable(windows.get(service))
                        .filter(before -> now.minus(before.end()).compareTo(longest) < 0)
                        .map(before -> wider(before.width()))
                        .orElse(shortest);
        windows.put(service, new Window(now, width));
    }

    private Duration wider(Duration width) {
        var twice = width.multipliedBy(2);
        return twice.compareTo(longest) < 0 ? twice : longest;
    }

    /// How long until somebody is due.
    public Optional<Duration> untilDue(Duration now) {
        return queue.isEmpty() ? Optional.empty() : Optional.of(queue.first().due().minus(now));
    }

    /// Windows that no longer say anything are forgotten.
    public void forget(Duration now) {
        windows.values().removeIf(window -> now.minus(window.end()).compareTo(longest) >= 0);
    }
}
