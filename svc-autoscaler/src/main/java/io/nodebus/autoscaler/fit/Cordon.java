package io.nodebus.autoscaler.fit;

import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import io.nodebus.contracts.node.Taint;
import io.nodebus.contracts.pod.TaintEffect;
import java.util.Optional;

/// No new pods on a node that people cordoned, unless they tolerate just that.
final class Cordon implements Filter {
    private static final Taint AS_TAINT =
            new Taint("node.kubernetes.io/unschedulable", Optional.empty(), TaintEffect.NoSchedule);

    @Override
    public Optional<Refusal> refusal(Ask ask, Node node) {
        return !node.isCordoned() || Taints.isTolerated(AS_TAINT, ask.tolerations())
                ? Optional.empty()
                : Optional.of(new Refusal.Cordoned());
    }
}
