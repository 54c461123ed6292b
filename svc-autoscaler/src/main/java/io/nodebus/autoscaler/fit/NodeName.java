package io.nodebus.autoscaler.fit;

import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import java.util.Optional;

/// A pod that names a node runs there or nowhere.
final class NodeName implements Filter {
    @Override
    public Optional<Refusal> refusal(Ask ask, Node node) {
        return ask.nodeName().filter(name -> !name.equals(node.name())).map(Refusal.OtherNode::new);
    }
}
