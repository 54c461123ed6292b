package io.nodebus.nodeagent.services;

import io.nodebus.contracts.meta.Sorted;
import io.nodebus.nodeagent.containers.BackOff;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the kernel did not take, and how long it is left alone for that. Immutable.
///
/// @param all why it took nothing at all, when it did not
/// @param rejected why not what, by the prefix of each port
record Trouble(Optional<String> all, Map<String, String> rejected, BackOff backOff) {
    static final Trouble NONE = new Trouble(Optional.empty(), Map.of(), BackOff.ofRefusals());

    Trouble {
        rejected = Sorted.copy(rejected);
    }

    boolean isNone() {
        return all.isEmpty() && rejected.isEmpty();
    }

    Trouble tookNothing(String because, Duration now) {
        return new Trouble(Optional.of(because), rejected, backOff.grown(now, now));
    }

    Trouble tookAllBut(Map<String, String> others, Duration now) {
        return new Trouble(
                Optional.empty(),
                others,
                others.isEmpty() ? backOff.reset() : backOff.grown(now, now));
    }

    Duration delay() {
        return backOff.delay();
    }

    Set<String> services() {
        var services = new TreeSet<String>();
        rejected.keySet().forEach(prefix -> services.add(RuleKey.service(prefix)));
        return services;
    }
}
