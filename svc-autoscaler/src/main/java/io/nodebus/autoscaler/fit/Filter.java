package io.nodebus.autoscaler.fit;

import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import java.util.Optional;

/// One reason why a pod may not run on a node.
@FunctionalInterface
public interface Filter {
    /// Why this node is refused; empty when it is not.
    Optional<Refusal> refusal(Ask ask, Node node);
}
