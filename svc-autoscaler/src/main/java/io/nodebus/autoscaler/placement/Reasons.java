package io.nodebus.autoscaler.placement;

import io.nodebus.autoscaler.fleet.Amounts;
import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import io.nodebus.autoscaler.fleet.Noted;
import io.nodebus.autoscaler.fleet.Place;
import io.nodebus.autoscaler.fleet.PodRecords;
import io.nodebus.autoscaler.placement.Candidates.Choice;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The words for what is decided about a pod.
final class Reasons {
    private static final long PER_PERCENT = 10_000;

    private Reasons() {}

    static Because leastAllocated(PodRecords records, Ask ask, Choice choice) {
        var node = choice.node();
        var figures = new LinkedHashMap<String, String>();
        figures.put("refused", Integer.toString(choice.refused()));
        figures.put(node.name() + ".allocatedPercent", Long.toString(percent(node)));
        ask.amounts()
                .spelled()
                .forEach((resource, asks) -> {
                    figures.put("asks." + resource, asks);
                    figures.put(
                            "%s.allocatable.%s".formatted(node.name(), resource),
                            all(node, resource));
                    figures.put(
                            "%s.free.%s".formatted(node.name(), resource),
                            Amounts.spelled(resource, node.free(resource)));
                });
        figures.put("%s.allocatable.pods".formatted(node.name()), all(node, Amounts.PODS));
        figures.put("%s.free.pods".formatted(node.name()), Long.toString(node.free(Amounts.PODS)));
        return new Because(
                "LeastAllocated",
                "of the nodes it fits on, %s has least asked of it: %d%% in the mean of cpu, memory and pods%s"
                        .formatted(node.name(), percent(node), refused(choice.refused())),
                figures,
                evidence(records, node));
    }

    private static String refused(int nodes) {
        return switch (nodes) {
            case 0 -> "";
            case 1 -> "; it does not fit on 1 node with less";
            default -> "; it does not fit on %d nodes with less".formatted(nodes);
        };
    }

    private static long percent(Node node) {
        return node.share() / PER_PERCENT;
    }

    private static String all(Node node, String resource) {
        return Amounts.spelled(resource, node.offer().orElseThrow().allocatable().amount(resource));
    }

    private static List<Evidence> evidence(PodRecords records, Node node) {
        return Stream.of(
                        records.wanted().map(Noted::evidence),
                        node.registered().map(Noted::evidence),
                        node.approved().map(Noted::evidence))
                .flatMap(evidence -> evidence.stream())
                .toList();
    }

    /// A reason told to a kind, as it is told to one pod of it.
    static Because forPod(PodRecords records, Because because) {
        var evidence = new ArrayList<Evidence>();
        records.wanted().map(Noted::evidence).ifPresent(evidence::add);
        evidence.addAll(because.evidence());
        return new Because(because.reason(), because.message(), because.figures(), evidence);
    }

    static Because recovered(PodRecords records, Place place) {
        var evidence = new ArrayList<Evidence>();
        records.wanted().map(Noted::evidence).ifPresent(evidence::add);
        var state = records.states().get(place.node());
        if (state != null) {
            evidence.add(state.evidence());
        }
        return new Because(
                "Recovered",
                "its placement was lost, but it is bound to %s already".formatted(place.node()),
                Map.of("nodeUid", place.nodeUid()),
                evidence);
    }

    static Because nodeOver(PodRecords records, Node node, Place place) {
        return new Because(
                "NodeRemoved",
                node.isRemoved()
                        ? "node %s was removed: a pod bound to it must be deleted, and runs nowhere again"
                                .formatted(place.node())
                        : "node %s has a new life: a pod bound to the one before must be deleted, and runs nowhere again"
                                .formatted(place.node()),
                Map.of("nodeUid", place.nodeUid()),
                evidence(records, node));
    }

    static Because nameTaken(PodRecords records, String uid) {
        return new Because(
                "NameTaken",
                "%s is the name of the pod with uid %s now".formatted(records.key(), uid),
                Map.of("uid", uid),
                records.wanted().map(Noted::evidence).stream().toList());
    }

    static Because released(PodRecords records) {
        var deletion = records.deletion().orElseThrow();
        return new Because(
                deletion.isForced() ? "Released" : "Ended",
                deletion.isForced()
                        ? "somebody said it is not waited for: its name is free"
                        : "nothing of it is left: its name is free",
                Map.of(),
                records.wanted().map(Noted::evidence).stream().toList());
    }
}
