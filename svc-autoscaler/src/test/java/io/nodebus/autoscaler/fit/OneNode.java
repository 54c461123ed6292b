package io.nodebus.autoscaler.fit;

import io.nodebus.autoscaler.fleet.Amounts;
import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import io.nodebus.autoscaler.fleet.Offer;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.Taint;
import io.nodebus.contracts.pod.Affinity.NodeSelector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A node with an offer and nothing else, and asks for one thing.
final class OneNode {
    private OneNode() {}

    static Node node(
            String name,
            Map<String, String> labels,
            List<Taint> taints,
            Map<String, Quantity> allocatable) {
        return new Node(
                name,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Duration.ZERO,
                Optional.of(new Offer(Amounts.of(allocatable), labels, taints, List.of("volumes"))),
                Amounts.NONE);
    }

    static Node using(Node node, Amounts used) {
        return new Node(
                node.name(),
                node.approved(),
                node.lives(),
                node.judgement(),
                node.knownSince(),
                node.offer(),
                used);
    }

    static Ask selecting(NodeSelector selector) {
        return new Ask(
                Amounts.NONE,
                Map.of(),
                Optional.of(selector),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    static Ask requiring(List<String> features) {
        return new Ask(
                Amounts.NONE,
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                features,
                List.of());
    }
}
