package io.nodebus.autoscaler.fit;

import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import java.util.Optional;

/// A node has one record for a pod name. While a pod of that name has not ended there, another one
/// cannot begin.
final class OneOfAName implements Filter {
    @Override
    public Optional<Refusal> refusal(Ask ask, Node node) {
        return ask.avoids().contains(node.name())
                ? Optional.of(new Refusal.NameHeld())
                : Optional.empty();
    }
}
