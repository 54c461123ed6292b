package io.nodebus.api;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.node.NodeState.Registered;
import io.nodebus.contracts.node.NodeState.Versions;
import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.contracts.pod.ContainerStatus;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodState.Gone;
import io.nodebus.contracts.pod.PodState.Observed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What others say, and what people write, in few words. An option is `key=value` or a flag.
public final class Things {
    private Things() {}

    /// What a node's agent says of it. Options: `label=k=v`, `key=` its public key,
    /// `api=host:port`, `certificate=`.
    public static Registered registered(String nodeUid, List<String> options) {
        var amounts =
                Map.of(
                        "cpu", Quantity.of("4"),
                        "memory", Quantity.of("8Gi"),
                        "pods", Quantity.of("110"));
        return new Registered(
                nodeUid,
                "100.64.0.1",
                first(options, "api", "100.64.0.1:10250"),
                first(options, "certificate", ""),
                first(options, "key", ""),
                amounts,
                amounts,
                labels(options),
                List.of(),
                List.of(),
                List.of(),
                new Versions("0.1.0", "containerd://1.6.20", "6.1.0", "Debian 12", "amd64", "b1"));
    }

    public static Judged judged(String nodeUid, String verdict, Instant since) {
        return new Judged(
                nodeUid,
                Verdict.valueOf(verdict),
                false,
                since,
                Because.of("Heard", "it says it is " + verdict));
    }

    /// Options: `ip=`, `waiting=reason`, `exit=code`, `restarts=`.
    public static Observed observed(
            String uid, String nodeUid, PodPhase phase, Instant at, List<String> options) {
        var ready = phase == PodPhase.Running && options.stream().noneMatch("unready"::equals);
        return new Observed(
                uid,
                nodeUid,
                phase,
                all(options, "ip").findFirst(),
                Optional.of("100.64.0.1"),
                Optional.of(at),
                ready,
                false,
                List.of(container(phase, ready, at, options)),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ContainerStatus container(
            PodPhase phase, boolean ready, Instant at, List<String> options) {
        var exit = all(options, "exit").findFirst();
        var waiting = all(options, "waiting").findFirst();
        ContainerState state =
                waiting.<ContainerState>map(
                                reason -> new ContainerState.Waiting(reason, Optional.empty()))
                        .orElseGet(() ->
                                phase.isTerminal()
                                        ? ended(exit.orElse("0"), at)
                                        : new ContainerState.Running(at));
        return new ContainerStatus(
                "main",
                "busybox",
                Optional.of("sha256:1"),
                Optional.of("containerd://1"),
                Integer.parseInt(first(options, "restarts", "0")),
                ready,
                state,
                phase.isTerminal() ? Optional.empty() : exit.map(code -> ended(code, at)));
    }

    private static ContainerState.Terminated ended(String code, Instant at) {
        return new ContainerState.Terminated(
                Integer.parseInt(code),
                code.equals("0") ? "Completed" : "Error",
                Optional.empty(),
                Optional.of(at),
                at);
    }

    public static Gone gone(String uid, String nodeUid, Instant at) {
        return new Gone(uid, nodeUid, at, Because.of("Deleted", "nothing is left"));
    }

    /// A reason with a figure and the record it was read in.
    public static Because because(String reason) {
        return new Because(
                reason,
                "for the sake of the test",
                Map.of("n1.free.cpu", "200m"),
                List.of(new Evidence("nodes.state", 2, 7)));
    }

    /// A manifest. Options: `image=`, `cpu=`, `label=k=v`, `env=configmap/name/key` or
    /// `secret/name/key`, `field=path=value` for anything else at the top of the spec.
    public static Map<String, Object> pod(String name, List<String> options) {
        var container = new LinkedHashMap<String, Object>();
        container.put("name", "main");
        container.put("image", first(options, "image", "busybox"));
        all(options, "cpu")
                .findFirst()
                .ifPresent(
                        cpu -> container.put("resources", Map.of("requests", Map.of("cpu", cpu))));
        var env = new ArrayList<Map<String, Object>>();
        all(options, "env").forEach(place -> env.add(variable(place)));
        if (!env.isEmpty()) {
            container.put("env", env);
        }
        var spec = new LinkedHashMap<String, Object>();
        spec.put("containers", List.of(container));
        all(options, "field")
                .map(field -> field.split("=", 2))
                .forEach(field -> spec.put(field[0], field[1]));
        return manifest("Pod", name, options, Map.of("spec", spec));
    }

    private static Map<String, Object> variable(String place) {
        var parts = place.split("/", 3);
        return Map.of(
                "name",
                parts[2].replace('.', '_'),
                "valueFrom",
                Map.of(
                        parts[0].equals("secret") ? "secretKeyRef" : "configMapKeyRef",
                        Map.of("name", parts[1], "key", parts[2])));
    }

    public static Map<String, Object> configMap(String name, List<String> options) {
        return manifest("ConfigMap", name, options, Map.of("data", pairs(options)));
    }

    public static Map<String, Object> secret(String name, List<String> options) {
        return manifest("Secret", name, options, Map.of("stringData", pairs(options)));
    }

    public static Map<String, Object> node(String name, List<String> options) {
        return manifest("Node", name, options, Map.of());
    }

    static Map<String, Object> manifest(
            String kind, String name, List<String> options, Map<String, Object> rest) {
        var manifest = new LinkedHashMap<String, Object>();
        manifest.put("apiVersion", "v1");
        manifest.put("kind", kind);
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("name", name);
        if (!labels(options).isEmpty()) {
            metadata.put("labels", labels(options));
        }
        all(options, "version").forEach(version -> metadata.put("resourceVersion", version));
        manifest.put("metadata", metadata);
        manifest.putAll(rest);
        return manifest;
    }

    private static Map<String, String> pairs(List<String> options) {
        var pairs = new TreeMap<String, String>();
        options.stream()
                .filter(option -> !option.startsWith("label=") && option.contains("="))
                .map(option -> option.split("=", 2))
                .forEach(pair -> pairs.put(pair[0], pair[1]));
        return pairs;
    }

    private static Map<String, String> labels(List<String> options) {
        var labels = new TreeMap<String, String>();
        all(options, "label")
                .map(label -> label.split("=", 2))
                .forEach(label -> labels.put(label[0], label[1]));
        return labels;
    }

    public static String first(List<String> options, String name, String otherwise) {
        return all(options, name).findFirst().orElse(otherwise);
    }

    public static Stream<String> all(List<String> options, String name) {
        return options.stream()
                .filter(option -> option.startsWith(name + "="))
                .map(option -> option.substring(name.length() + 1));
    }

    public static List<String> options(String... words) {
        return Arrays.asList(words);
    }
}
