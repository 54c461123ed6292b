package io.nodebus.autoscaler.fit;

import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import java.util.List;
import java.util.Optional;

/// All filters in their order. The first refusal ends the check of a node, as in kube-scheduler: it
/// is the one people should see to first.
public final class Fit {
    private static final List<Filter> FILTERS =
            List.of(
                    new Openness(),
                    new Understanding(),
                    new Cordon(),
                    new NodeName(),
                    new OneOfAName(),
                    new Taints(),
                    new Selection(),
                    new Resources());

    private Fit() {}

    /// Why a node does not take a pod; empty when it does.
    public static Optional<Refusal> refusal(Ask ask, Node node) {
        for (var filter : FILTERS) {
            var refusal = filter.refusal(ask, node);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }
}
