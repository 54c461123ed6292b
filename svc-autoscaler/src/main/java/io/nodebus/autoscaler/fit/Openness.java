package io.nodebus.autoscaler.fit;

import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import io.nodebus.contracts.node.NodeHealth.Judged;
import java.util.Optional;

/// Only nodes that people approved, that registered, that are well and that nobody drains.
final class Openness implements Filter {
    @Override
    public Optional<Refusal> refusal(Ask ask, Node node) {
        return node.isOpen() ? Optional.empty() : Optional.of(new Refusal.Closed(why(node)));
    }

    private static String why(Node node) {
        if (node.approved().isEmpty()) {
            return "not approved";
        }
        if (node.isRemoved()) {
            return "removed";
        }
        if (node.registered().isEmpty()) {
            return "not registered";
        }
        return node.judged().map(Openness::why).orElse("not judged yet");
    }

    private static String why(Judged judged) {
        return switch (judged.verdict()) {
            case Ready -> "draining";
            case NotReady, Unknown, Lost -> judged.verdict().name();
        };
    }
}
