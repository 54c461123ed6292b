package io.nodebus.autoscaler.placement;

import static java.util.stream.Collectors.joining;

import io.nodebus.autoscaler.fit.Fit;
import io.nodebus.autoscaler.fit.Refusal;
import io.nodebus.autoscaler.fit.Refusal.Shortage;
import io.nodebus.autoscaler.fleet.Amounts;
import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Backlog.Reason;
import io.nodebus.autoscaler.fleet.Node;
import io.nodebus.autoscaler.fleet.Noted;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;

/// Why a pod fits nowhere: what every node says, counted, with the figures of some of them.
///
/// ```
/// 0/3 nodes: 2 insufficient cpu (asks 500m, free 200m and 100m), 1 taint dedicated=gpu:NoSchedule
/// ```
final class Explanation {
    /// So many nodes show their figures for each thing they refuse for: enough to check the
    /// sentence, and no record grows with the fleet.
    private static final int SHOWN = 3;

    private final Ask ask;
    private final SequencedMap<String, List<Node>> refusing = new TreeMap<>();
    private final Map<String, Map<String, Shortage>> shortages = new TreeMap<>();
    private final int nodes;

    private Explanation(Ask ask, int nodes) {
        this.ask = ask;
        this.nodes = nodes;
    }

    static Reason of(Ask ask, List<Node> nodes) {
        var explanation = new Explanation(ask, nodes.size());
        for (var node : nodes) {
            Fit.refusal(ask, node).ifPresent(refusal -> explanation.note(node, refusal));
        }
        return explanation.reason();
    }

    private void note(Node node, Refusal refusal) {
        for (var phrase : refusal.phrases()) {
            refusing.computeIfAbsent(phrase, _ -> new ArrayList<>()).add(node);
        }
        switch (refusal) {
            case Refusal.Short(var all) ->
                    all.forEach(one ->
                            shortages
                                    .computeIfAbsent(one.phrase(), _ -> new TreeMap<>())
                                    .put(node.name(), one));
            case Refusal.Closed _,
                    Refusal.Cordoned _,
                    Refusal.NameHeld _,
                    Refusal.OtherNode _,
                    Refusal.Tainted _,
                    Refusal.TooOld _,
                    Refusal.Unselected _ -> {}
        }
    }

    private Reason reason() {
        var counts = new TreeMap<String, Integer>();
        refusing.forEach((phrase, all) -> counts.put(phrase, all.size()));
        return new Reason(counts, new Because("Unschedulable", sentence(), figures(), evidence()));
    }

    private String sentence() {
        return "0/%d nodes: ".formatted(nodes)
                + (refusing.isEmpty()
                        ? "there is no node"
                        : mostFirst().stream().map(this::counted).collect(joining(", ")));
    }

    private List<String> mostFirst() {
        return refusing.keySet().stream()
                .sorted((a, b) -> Integer.compare(refusers(b).size(), refusers(a).size()))
                .toList();
    }

    private List<Node> refusers(String phrase) {
        return refusing.getOrDefault(phrase, List.of());
    }

    private String counted(String phrase) {
        return refusers(phrase).size() + " " + phrase + amounts(phrase);
    }

    private String amounts(String phrase) {
        var all = shortages.getOrDefault(phrase, Map.of()).values();
        if (all.isEmpty()) {
            return "";
        }
        var first = all.iterator().next();
        var free =
                all.stream()
                        .map(one -> Amounts.spelled(one.resource(), one.free()))
                        .distinct()
                        .toList();
        return " (asks %s, free %s)"
                .formatted(Amounts.spelled(first.resource(), first.asks()), listed(free));
    }

    private static String listed(List<String> texts) {
        if (texts.size() > SHOWN) {
            return String.join(", ", texts.subList(0, SHOWN))
                    + " and %d more".formatted(texts.size() - SHOWN);
        }
        return texts.size() == 1
                ? texts.getFirst()
                : String.join(", ", texts.subList(0, texts.size() - 1)) + " and " + texts.getLast();
    }

    private Map<String, String> figures() {
        var figures = new LinkedHashMap<String, String>();
        figures.put("nodes", Integer.toString(nodes));
        ask.amounts().spelled().forEach((name, text) -> figures.put("asks." + name, text));
        for (var phrase : mostFirst()) {
            for (var node : shown(phrase)) {
                var shortage = shortages.getOrDefault(phrase, Map.of()).get(node.name());
                if (shortage == null) {
                    figures.put(node.name(), phrase);
                } else {
                    figures.putAll(figures(node, shortage));
                }
            }
        }
        return figures;
    }

    private static Map<String, String> figures(Node node, Shortage shortage) {
        var figures = new LinkedHashMap<String, String>();
        var resource = shortage.resource();
        figures.put(
                "%s.allocatable.%s".formatted(node.name(), resource),
                Amounts.spelled(resource, shortage.allocatable()));
        figures.put(
                "%s.free.%s".formatted(node.name(), resource),
                Amounts.spelled(resource, shortage.free()));
        return figures;
    }

    private List<Node> shown(String phrase) {
        var all = refusers(phrase);
        return all.subList(0, Math.min(SHOWN, all.size()));
    }

    private List<Evidence> evidence() {
        SequencedSet<Evidence> evidence = new LinkedHashSet<>();
        for (var phrase : mostFirst()) {
            for (var node : shown(phrase)) {
                node.registered().map(Noted::evidence).ifPresent(evidence::add);
                node.approved().map(Noted::evidence).ifPresent(evidence::add);
            }
        }
        return List.copyOf(evidence);
    }
}
