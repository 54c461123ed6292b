package io.nodebus.autoscaler.health;

import io.nodebus.autoscaler.fleet.Node;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.node.NodeHealth.Judged;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/// How many of the nodes that could fall silent did so together. Nodes that are Lost have had their
/// time and do not count.
///
/// @param quiet those that missed more than two heartbeats, not only those whose time is up: who
///   falls silent at one moment was last heard within one heartbeat of each other
record Suspicion(int nodes, int quiet, int percent) {
    private static final int LEAST_NODES = 3;

    static Suspicion of(List<Node> all, Verdicts verdicts) {
        var quietAfter = verdicts.settings().unknownAfter().minus(Verdicts.A_BEAT_AND_A_HALF);
        var counted = all.stream().filter(Suspicion::counts).toList();
        var quiet =
                counted.stream()
                        .map(verdicts::silence)
                        .filter(silence -> isAtLeast(silence, quietAfter))
                        .count();
        return new Suspicion(counted.size(), (int) quiet, verdicts.settings().suspectPercent());
    }

    private static boolean counts(Node node) {
        return !node.isRemoved() && node.judged().filter(Suspicion::counts).isPresent();
    }

    private static boolean counts(Judged judged) {
        return switch (judged.verdict()) {
            case Ready, NotReady, Unknown -> true;
            case Lost -> false;
        };
    }

    private static boolean isAtLeast(Duration silence, Duration limit) {
        return silence.compareTo(limit) >= 0;
    }

    boolean isFounded() {
        return nodes >= LEAST_NODES && quiet * 100L > (long) percent * nodes;
    }

    Because founded() {
        return because(
                "BusSuspect",
                "%d of %d nodes fell silent together, more than %d%%: the bus is suspected, none of them is judged for it"
                        .formatted(quiet, nodes, percent));
    }

    Because dispelled() {
        return because(
                "BusTrusted",
                "%d of %d nodes are silent: silence counts again, from now on"
                        .formatted(quiet, nodes));
    }

    private Because because(String reason, String message) {
        var figures = new LinkedHashMap<String, String>();
        figures.put("silent", Integer.toString(quiet));
        figures.put("nodes", Integer.toString(nodes));
        figures.put("suspectPercent", Integer.toString(percent));
        return new Because(reason, message, figures, List.of());
    }
}
