package io.nodebus.nodeagent.services;

import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.contracts.rules.RuleState.Slice;
import io.nodebus.nodeagent.netfilter.PortChanges;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.truth.OwnPods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All ports of all Services: what was heard of each, what that means here, and which of it is not
/// ordered yet. A change costs what it touches, however many there are. Confined to the context of
/// its loop, so nothing in it is locked.
public final class Ports {
    /// How long the last meaning holds while records of a set are still to come (design §3).
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String node;
    private final OwnPods pods;
    private final NavigableMap<String, PortRecords> records = new TreeMap<>();
    private final NavigableMap<String, PortPlan> wanted = new TreeMap<>();
    private final Map<String, SortedSet<String>> usersOfPods = new HashMap<>();
    private final NavigableMap<String, Waiting> incomplete = new TreeMap<>();
    private final SortedSet<String> changed = new TreeSet<>();

    /// For records of a set that are still to come.
    ///
    /// @param isOver they were given up on, and what is there counts
    private record Waiting(Duration since, boolean isOver) {
        Duration until() {
            return since.plus(PATIENCE);
        }

        Waiting over() {
            return new Waiting(since, true);
        }
    }

    Ports(String node, OwnPods pods) {
        this.node = node;
        this.pods = pods;
    }

    /// Notes a record, and returns the port it is of.
    String note(String recordKey, Optional<RuleState> message) {
        var key = RuleKey.of(recordKey);
        var before = records.getOrDefault(key.prefix(), PortRecords.NONE);
        var now =
                key.slice()
                        .map(number -> before.with(number, message.map(Ports::slice)))
                        .orElseGet(() -> before.with(message.map(Ports::head)));
        if (now.isEmpty()) {
            records.remove(key.prefix());
        } else {
            records.put(key.prefix(), now);
        }
        key.slice().ifPresent(number -> usesPods(recordKey, before, now, number));
        return key.prefix();
    }

    private static Slice slice(RuleState message) {
        return switch (message) {
            case Slice slice -> slice;
            case Head head -> throw new IllegalArgumentException("no slice: " + head);
        };
    }

    private static Head head(RuleState message) {
        return switch (message) {
            case Head head -> head;
            case Slice slice -> throw new IllegalArgumentException("no head: " + slice);
        };
    }

    private void usesPods(String recordKey, PortRecords before, PortRecords now, int number) {
        ownPodsIn(before, number).forEach(uid -> unuse(uid, recordKey));
        ownPodsIn(now, number)
                .forEach(uid ->
                        usersOfPods.computeIfAbsent(uid, _ -> new TreeSet<>()).add(recordKey));
    }

    private void unuse(String uid, String recordKey) {
        usersOfPods.computeIfPresent(
                uid,
                (_, users) -> {
                    users.remove(recordKey);
                    return users.isEmpty() ? null : users;
                });
    }

    private List<String> ownPodsIn(PortRecords port, int number) {
        var slice = port.slices().get(number);
        return slice == null
                ? List.of()
                : slice.endpoints().stream()
                        .filter(pods::decideOn)
                        .map(RuleEndpoint::podUid)
                        .flatMap(Optional::stream)
                        .toList();
    }

    /// The ports whose meaning hangs on these pods.
    SortedSet<String> using(SortedSet<String> uids) {
        var prefixes = new TreeSet<String>();
        for (var uid : uids) {
            usersOfPods
                    .getOrDefault(uid, new TreeSet<>())
                    .forEach(record -> prefixes.add(RuleKey.of(record).prefix()));
        }
        return prefixes;
    }

    /// What a port means now. While its set is not complete the last meaning holds, for a while.
    ///
    /// @return whether what was heard counts
    boolean settle(String prefix, Duration now) {
        var port = records.getOrDefault(prefix, PortRecords.NONE);
        if (port.isComplete()) {
            incomplete.remove(prefix);
        } else if (!incomplete.computeIfAbsent(prefix, _ -> new Waiting(now, false)).isOver()) {
            return false;
        }
        means(prefix, port);
        return true;
    }

    /// Takes what has been waited for long enough as it is.
    ///
    /// @return each such port, and how many records of it are missing
    SortedMap<String, Long> giveUp(Duration now) {
        var left = new TreeMap<String, Long>();
        incomplete.forEach((prefix, waiting) -> {
            if (!waiting.isOver() && now.compareTo(waiting.until()) >= 0) {
                left.put(prefix, records.getOrDefault(prefix, PortRecords.NONE).missing());
            }
        });
        for (var prefix : left.keySet()) {
            incomplete.computeIfPresent(prefix, (_, waiting) -> waiting.over());
            means(prefix, records.getOrDefault(prefix, PortRecords.NONE));
        }
        return left;
    }

    /// When the first of those that are waited for is given up on.
    Optional<Duration> patienceEnds() {
        return incomplete.values().stream()
                .filter(waiting -> !waiting.isOver())
                .map(Waiting::until)
                .min(Duration::compareTo);
    }

    private void means(String prefix, PortRecords port) {
        var plan = port.plan(prefix, node, pods);
        var before = Optional.ofNullable(wanted.get(prefix));
        if (!plan.equals(before)) {
            plan.ifPresentOrElse(it -> wanted.put(prefix, it), () -> wanted.remove(prefix));
            changed.add(prefix);
        }
    }

    /// It was said to have ended: the kernel may have it even if nothing is known of it here.
    void ended(String prefix) {
        changed.add(prefix);
    }

    SortedSet<String> known() {
        return new TreeSet<>(records.keySet());
    }

    /// Whether anything is known of a Service.
    boolean isKnown(String service) {
        var next = records.ceilingKey(service + "/");
        return next != null && next.startsWith(service + "/");
    }

    /// Of the ports that mean something here.
    int size() {
        return wanted.size();
    }

    boolean hasChanged() {
        return !changed.isEmpty();
    }

    boolean hasChanged(String prefix) {
        return changed.contains(prefix);
    }

    /// What is not ordered yet. From here on it is.
    PortChanges takeChanges() {
        var there = new TreeMap<String, PortPlan>();
        var gone = new ArrayList<String>();
        for (var prefix : changed) {
            Optional.ofNullable(wanted.get(prefix))
                    .ifPresentOrElse(plan -> there.put(prefix, plan), () -> gone.add(prefix));
        }
        changed.clear();
        return new PortChanges(there, gone);
    }

    /// Everything that is wanted. From here on it is ordered.
    SortedMap<String, PortPlan> takeAll() {
        changed.clear();
        return new TreeMap<>(wanted);
    }
}
