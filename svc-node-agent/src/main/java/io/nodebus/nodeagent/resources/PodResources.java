package io.nodebus.nodeagent.resources;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.PodSpec;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// What all containers of a pod ask for and are limited to together.
public final class PodResources {
    private PodResources() {}

    /// By resource. A container that has a limit and no request asks for its limit.
    public static SortedMap<String, Quantity> requests(PodSpec spec) {
        return sum(
                spec,
                container -> {
                    var requests = new TreeMap<>(container.requirements().limits());
                    requests.putAll(container.requirements().requests());
                    return requests;
                });
    }

    /// By resource, summed over the containers that have one.
    public static SortedMap<String, Quantity> limits(PodSpec spec) {
        return sum(spec, container -> container.requirements().limits());
    }

    private static SortedMap<String, Quantity> sum(
            PodSpec spec, Function<Container, Map<String, Quantity>> of) {
        var sums = new TreeMap<String, Quantity>();
        for (var container : spec.containers()) {
            of.apply(container)
                    .forEach((resource, amount) -> sums.merge(resource, amount, Quantity::plus));
        }
        return sums;
    }
}
