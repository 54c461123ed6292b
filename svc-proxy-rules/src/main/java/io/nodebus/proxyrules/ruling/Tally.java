package io.nodebus.proxyrules.ruling;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.service.ServicePort;
import io.nodebus.proxyrules.endpoints.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts what stands behind a Service's ports, to say why traffic goes where it goes.
final class Tally {
    private final List<Candidate> pods;
    private final Map<String, Integer> usable = new TreeMap<>();
    private final Map<String, Integer> all = new TreeMap<>();
    private final List<String> nameless = new ArrayList<>();

    Tally(List<Candidate> pods) {
        this.pods = pods;
    }

    void add(ServicePort port, Collection<RuleEndpoint> endpoints) {
        all.merge(port.slug(), endpoints.size(), Integer::sum);
        usable.merge(port.slug(), usable(endpoints), Integer::sum);
        port.target()
                .name()
                .filter(_ -> pods.stream().anyMatch(pod -> pod.number(port.target()).isEmpty()))
                .ifPresent(nameless::add);
    }

    private static int usable(Collection<RuleEndpoint> endpoints) {
        var ready = endpoints.stream().filter(RuleEndpoint::ready).count();
        return (int)
                (ready > 0
                        ? ready
                        : endpoints.stream()
                                .filter(endpoint -> endpoint.serving() && endpoint.terminating())
                                .count());
    }

    Because because() {
        var empty = usable.entrySet().stream().filter(port -> port.getValue() == 0).toList();
        return empty.isEmpty()
                ? new Because(
                        "Ruled", "each of its ports has endpoints to use", figures(), List.of())
                : new Because(
                        "NoEndpoints",
                        "connections to %s are rejected: no endpoint may be used%s"
                                .formatted(
                                        String.join(
                                                ", ",
                                                empty.stream().map(Map.Entry::getKey).toList()),
                                        nameless.isEmpty()
                                                ? ""
                                                : "; a pod has no port named "
                                                        + String.join(", ", nameless)),
                        figures(),
                        List.of());
    }

    private Map<String, String> figures() {
        var figures = new LinkedHashMap<String, String>();
        figures.put("pods", String.valueOf(pods.size()));
        figures.put(
                "notServing", String.valueOf(pods.stream().filter(pod -> !pod.serving()).count()));
        figures.put(
                "terminating",
                String.valueOf(pods.stream().filter(Candidate::terminating).count()));
        all.forEach((port, count) -> {
            figures.put(port + ".endpoints", String.valueOf(count));
            figures.put(port + ".usable", String.valueOf(usable.getOrDefault(port, 0)));
        });
        return figures;
    }
}
