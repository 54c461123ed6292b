package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.view.EventSeen.Involved;
import io.nodebus.api.view.Seen.Versions;
import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.topic.Scope;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The newest decisions as Events; the one that was not heard of for the longest time goes first.
/// Confined to its view.
final class Events {
    /// Reasons that mean something went wrong, beyond those whose names say so.
    private static final Set<String> WARNINGS =
            Set.of(
                    "BackOff",
                    "CrashLoopBackOff",
                    "Unschedulable",
                    "Evict",
                    "Evicted",
                    "Lost",
                    "NodeLost",
                    "Unknown",
                    "NodeNotReady",
                    "NotReady",
                    "OOMKilled",
                    "Quarantined",
                    "BusSuspect",
                    "NodeTooOld",
                    "Killing",
                    "Replaced",
                    "Conflict",
                    "BadClusterIP",
                    "EndpointsLeftOut");

    private final LinkedHashMap<String, EventSeen> newestLast = new LinkedHashMap<>();
    private final int most;

    Events(int most) {
        this.most = most;
    }

    /// What changed: an event that came or counts up, and one that had to go for it.
    record Shift(EventSeen shown, Optional<EventSeen> dropped) {}

    Optional<Shift> heard(Heard<DecisionRecord> heard) {
        return heard.message()
                .map(message ->
                        switch (message) {
                            case Decided decided -> decided(heard, decided);
                        });
    }

    private Shift decided(Heard<DecisionRecord> heard, Decided decided) {
        var fresh = fresh(heard, decided);
        var key = fresh.key();
        var before = newestLast.remove(key);
        var shown = before == null ? fresh : before.again(decided.at());
        newestLast.put(key, shown);
        return new Shift(
                shown,
                newestLast.size() > most
                        ? Optional.ofNullable(newestLast.pollFirstEntry()).map(e -> e.getValue())
                        : Optional.empty());
    }

    private static EventSeen fresh(Heard<DecisionRecord> heard, Decided decided) {
        var object = involved(decided);
        var because = decided.because();
        var sameness = (because.reason() + because.message() + decided.uid()).hashCode();
        var kind = heard.topic().kind();
        return new EventSeen(
                "%s.%08x".formatted(object.name(), sameness),
                object,
                because.reason(),
                because.message(),
                isWarning(because.reason()),
                component(kind),
                heard.topic().scope() == Scope.NODE ? heard.key().split("/", 2)[0] : "",
                1,
                decided.at(),
                decided.at(),
                Versions.NONE);
    }

    private static Involved involved(Decided decided) {
        var parts = decided.object().split("/", -1);
        var kind = kind(parts[0]);
        return switch (parts.length) {
            case 1 -> new Involved(kind, "", parts[0], decided.uid());
            case 2 -> new Involved(kind, "", parts[1], decided.uid());
            default -> new Involved(kind, parts[1], parts[2], decided.uid());
        };
    }

    private static String kind(String singular) {
        for (var resource : Resource.values()) {
            if (resource.singular().equals(singular)) {
                return resource.kind();
            }
        }
        return singular.isEmpty()
                ? ""
                : singular.substring(0, 1).toUpperCase(Locale.ROOT) + singular.substring(1);
    }

    private static boolean isWarning(String reason) {
        return WARNINGS.contains(reason)
                || reason.startsWith("Failed")
                || reason.startsWith("Err")
                || reason.startsWith("Invalid")
                || reason.startsWith("OutOf")
                || reason.endsWith("Failed")
                || reason.endsWith("Error")
                || reason.endsWith("Refused")
                || reason.startsWith("Refused");
    }

    private static String component(String topic) {
        return switch (topic) {
            case "pods.decisions", "scaling.decisions" -> "autoscaler";
            case "rules.decisions" -> "proxy-rules";
            case "api.decisions" -> "api";
            case "nodes.decisions" -> "node-agent";
            case "images.decisions" -> "image-gc";
            case "logs.decisions" -> "log-rotate";
            default -> topic;
        };
    }
}
