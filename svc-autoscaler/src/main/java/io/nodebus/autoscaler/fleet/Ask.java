package io.nodebus.autoscaler.fleet;

import static io.nodebus.contracts.meta.Sorted.copy;
import static java.util.stream.Collectors.toCollection;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.pod.Affinity.NodeSelector;
import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.pod.Toleration;
import io.nodebus.contracts.wire.Features;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a pod asks of a node. Pods that ask for the same are of one kind: what holds for one holds
/// for all, so the work of placing is per kind and not per pod.
///
/// @param required the terms of required node affinity
/// @param nodeName the one node it accepts
/// @param requires features without which a node could not read the pod
/// @param avoids nodes where another pod of its name has not ended yet
public record Ask(
        Amounts amounts,
        Map<String, String> nodeSelector,
        Optional<NodeSelector> required,
        List<Toleration> tolerations,
        Optional<String> nodeName,
        List<String> requires,
        List<String> avoids) {
    public Ask {
        nodeSelector = copy(nodeSelector);
        tolerations = List.copyOf(tolerations);
        requires = List.copyOf(requires);
        avoids = List.copyOf(avoids);
    }

    public static Ask of(PodSpec spec) {
        return of(spec, List.of());
    }

    static Ask of(PodSpec spec, List<String> avoids) {
        return new Ask(
                requests(spec),
                spec.nodeSelector(),
                spec.affinity()
                        .flatMap(affinity -> affinity.nodeAffinity())
                        .flatMap(node -> node.requiredDuringSchedulingIgnoredDuringExecution()),
                spec.tolerations(),
                spec.nodeName(),
                List.copyOf(Features.of(spec)),
                avoids);
    }

    /// The sum over the containers, and one pod.
    static Amounts requests(PodSpec spec) {
        var sum = new Amounts(0, 0, 1, Map.of());
        for (var container : spec.containers()) {
            sum = sum.plus(requests(container));
        }
        return sum;
    }

    private static Amounts requests(Container container) {
        var requirements = container.requirements();
        var requests = new TreeMap<String, Quantity>();
        for (var resource : names(requirements.requests(), requirements.limits())) {
            requirements.request(resource).ifPresent(quantity -> requests.put(resource, quantity));
        }
        return Amounts.of(requests);
    }

    private static Set<String> names(Map<String, Quantity> requests, Map<String, Quantity> limits) {
        return Stream.concat(requests.keySet().stream(), limits.keySet().stream())
                .collect(toCollection(TreeSet::new));
    }
}
