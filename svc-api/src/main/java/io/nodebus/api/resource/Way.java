package io.nodebus.api.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a path leads to.
public sealed interface Way {
    /// All objects of a kind.
    ///
    /// @param namespace absent: in all namespaces
    record Collection(Resource resource, Optional<String> namespace) implements Way {}

    /// One object.
    ///
    /// @param namespace empty for kinds without one
    record Single(Resource resource, String namespace, String name) implements Way {}

    /// Through to the node a pod runs on: `log`, `exec`, `attach`, `portforward`.
    record ToPod(String namespace, String name, String verb) implements Way {}

    /// Readings of `metrics.k8s.io`: of nodes or of pods.
    record Metrics(Resource of, Optional<String> namespace, Optional<String> name) implements Way {}

    /// Beyond Kubernetes: the rest of the path below `/apis/nodebus.io/v1`.
    record Own(List<String> rest) implements Way {
        public Own {
            rest = List.copyOf(rest);
        }
    }

    /// What clients ask before anything else: discovery, versions, OpenAPI.
    record Document(String path) implements Way {}

    record Nowhere() implements Way {}

    List<String> POD_VERBS = List.of("log", "exec", "attach", "portforward");

    /// Where a path leads.
    static Way of(String path) {
        var parts = Arrays.stream(path.split("/", -1)).filter(part -> !part.isEmpty()).toList();
        if (Discovery.has(path)) {
            return new Document(Discovery.canonical(path));
        }
        return switch (parts.size()) {
            case 0, 1, 2 -> new Nowhere();
            default ->
                    switch (parts.getFirst()) {
                        case "api" -> below("", parts.get(1), parts.subList(2, parts.size()));
                        case "apis" -> ofGroup(parts);
                        default -> new Nowhere();
                    };
        };
    }

    private static Way ofGroup(List<String> parts) {
        if (parts.size() < 4) {
            return new Nowhere();
        }
        var group = parts.get(1);
        var rest = parts.subList(3, parts.size());
        return switch (group) {
            case Discovery.METRICS_GROUP -> metrics(rest);
            case Discovery.OWN_GROUP ->
                    switch (below(group, parts.get(2), rest)) {
                        case Nowhere() -> new Own(rest);
                        case Way object -> object;
                    };
            default -> below(group, parts.get(2), rest);
        };
    }

    private static Way metrics(List<String> rest) {
        return switch (below("", "v1", rest)) {
            case Collection(var of, var namespace) when hasMetrics(of) ->
                    new Metrics(of, namespace, Optional.empty());
            case Single(var of, var namespace, var name) when hasMetrics(of) ->
                    new Metrics(of, Optional.of(namespace), Optional.of(name));
            default -> new Nowhere();
        };
    }

    private static boolean hasMetrics(Resource resource) {
        return resource == Resource.NODES || resource == Resource.PODS;
    }

    private static Way below(String group, String version, List<String> rest) {
        var inNamespace = rest.size() > 2 && rest.getFirst().equals("namespaces");
        var namespace = inNamespace ? Optional.of(rest.get(1)) : Optional.<String>empty();
        var tail = inNamespace ? rest.subList(2, rest.size()) : rest;
        return Resource.of(group, version, tail.getFirst())
                .filter(resource -> resource.namespaced() || !inNamespace)
                .map(resource -> of(resource, namespace, tail.subList(1, tail.size())))
                .orElseGet(Nowhere::new);
    }

    private static Way of(Resource resource, Optional<String> namespace, List<String> tail) {
        if (tail.isEmpty()) {
            return new Collection(resource, namespace);
        }
        if (resource.namespaced() && namespace.isEmpty()) {
            return new Nowhere();
        }
        return switch (tail.size()) {
            case 1 -> new Single(resource, namespace.orElse(""), tail.getFirst());
            case 2 ->
                    resource == Resource.PODS && POD_VERBS.contains(tail.get(1))
                            ? new ToPod(namespace.orElse(""), tail.getFirst(), tail.get(1))
                            : new Nowhere();
            default -> new Nowhere();
        };
    }
}
