package io.nodebus.autoscaler.fit;

import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import java.util.Optional;

/// Only nodes whose agent understands every field the pod uses: it would refuse the record.
final class Understanding implements Filter {
    @Override
    public Optional<Refusal> refusal(Ask ask, Node node) {
        var features = node.offer().orElseThrow().features();
        var lacks = ask.requires().stream().filter(name -> !features.contains(name)).toList();
        return lacks.isEmpty() ? Optional.empty() : Optional.of(new Refusal.TooOld(lacks));
    }
}
