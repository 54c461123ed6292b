package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.PortChanges;
import io.nodebus.nodeagent.netfilter.PortPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The ports that are wanted, and the Services among them that the kernel refused.
final class Wanted {
    private final Map<String, PortPlan> plans = new HashMap<>();

    /// In which words.
    private final Map<String, String> unwelcome = new TreeMap<>();

    private boolean loaded;

    Map<String, PortPlan> plans() {
        return plans;
    }

    void load(Map<String, PortPlan> all) {
        plans.clear();
        plans.putAll(all);
        loaded = true;
    }

    boolean isLoaded() {
        return loaded;
    }

    void change(PortChanges changes) {
        if (!loaded) {
            throw new IllegalStateException("nothing is changed before all was loaded");
        }
        plans.putAll(changes.changed());
        changes.gone().forEach(plans::remove);
    }

    boolean isWelcome(String service) {
        return !unwelcome.containsKey(service);
    }

    void refuse(String service, String because) {
        unwelcome.put(service, because);
    }

    void welcomeAll() {
        unwelcome.clear();
    }

    boolean concernsUnwelcome(PortChanges changes) {
        return !unwelcome.isEmpty()
                && Stream.concat(changes.changed().keySet().stream(), changes.gone().stream())
                        .anyMatch(prefix -> unwelcome.containsKey(service(prefix)));
    }

    /// `ns/name` of `ns/name/tcp-80/ipv4`.
    private static String service(String prefix) {
        var end = prefix.indexOf('/', prefix.indexOf('/') + 1);
        return end < 0 ? prefix : prefix.substring(0, end);
    }

    /// Ports that are not as wanted, and why.
    ///
    /// @param unplaced those of which it was known before the kernel was asked
    Map<String, String> rejected(Map<String, String> unplaced) {
        var rejected = new TreeMap<>(unplaced);
        if (!unwelcome.isEmpty()) {
            plans.forEach((prefix, plan) -> {
                var because = unwelcome.get(plan.service());
                if (because != null) {
                    rejected.put(prefix, because);
                }
            });
        }
        return rejected;
    }
}
