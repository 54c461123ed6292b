package io.nodebus.autoscaler.fit;

import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import io.nodebus.contracts.node.Taint;
import io.nodebus.contracts.pod.Toleration;
import io.nodebus.contracts.pod.Toleration.Operator;
import java.util.List;
import java.util.Optional;

/// Taints `NoSchedule` and `NoExecute` keep pods away that do not tolerate them. `PreferNoSchedule`
/// keeps nobody away.
final class Taints implements Filter {
    @Override
    public Optional<Refusal> refusal(Ask ask, Node node) {
        for (var taint : node.offer().orElseThrow().taints()) {
            if (!isTolerated(taint, ask.tolerations())) {
                return Optional.of(new Refusal.Tainted(taint));
            }
        }
        return Optional.empty();
    }

    static boolean isTolerated(Taint taint, List<Toleration> tolerations) {
        return tolerations.stream().anyMatch(toleration -> tolerates(toleration, taint));
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        return toleration.effect().map(effect -> effect == taint.effect()).orElse(true)
                && toleration
                        .key()
                        .map(key -> key.isEmpty() || key.equals(taint.key()))
                        .orElse(true)
                && switch (toleration.operator().orElse(Operator.Equal)) {
                    case Exists -> true;
                    case Equal -> toleration.value().orElse("").equals(taint.value().orElse(""));
                };
    }
}
