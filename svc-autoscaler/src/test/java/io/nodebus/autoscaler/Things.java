package io.nodebus.autoscaler;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.NodeCondition;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeState.Registered;
import io.nodebus.contracts.node.NodeState.Versions;
import io.nodebus.contracts.node.Taint;
import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.pod.PodState.Gone;
import io.nodebus.contracts.pod.PodState.Observed;
import io.nodebus.contracts.pod.ResourceRequirements;
import io.nodebus.contracts.pod.TaintEffect;
import io.nodebus.contracts.pod.Toleration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Nodes and pods in few words. An option is `key=value` or a flag; one that may come several times
/// is `label=k=v`.
final class Things {
    private static final List<String> RESOURCES = List.of("cpu", "memory", "pods");

    private Things() {}

    /// Options: `cordoned`, `removed`, `zone=`, `label=`, `taint=`.
    static Approved approved(String nodeUid, Instant at, List<String> options) {
        return approved(nodeUid, at, options, at);
    }

    static Approved approved(String nodeUid, Instant at, List<String> options, Instant removedAt) {
        return new Approved(
                nodeUid,
                "object-of-" + nodeUid,
                at,
                Optional.empty(),
                all(options, "zone").findFirst(),
                labels(options),
                Map.of(),
                taints(options),
                options.contains("cordoned"),
                Optional.empty(),
                options.contains("removed")
                        ? Optional.of(
                                new Deletion(removedAt, 0, Because.of("Asked", "somebody asked")))
                        : Optional.empty());
    }

    /// Options: `cpu=`, `memory=`, `pods=`, `label=`, `taint=`, `runtime=reason`.
    static Registered registered(String nodeUid, List<String> options) {
        var amounts = new LinkedHashMap<String, Quantity>();
        amounts.put("cpu", Quantity.of("4"));
        amounts.put("memory", Quantity.of("8Gi"));
        amounts.put("pods", Quantity.of("110"));
        amounts.putAll(quantities(options));
        var conditions =
                all(options, "runtime")
                        .map(reason ->
                                new NodeCondition(
                                        "ContainerRuntimeReady", false, reason, "no answer"))
                        .toList();
        return new Registered(
                nodeUid,
                "100.64.0.1",
                "100.64.0.1:10250",
                "",
                "",
                amounts,
                amounts,
                labels(options),
                taints(options),
                List.of(),
                conditions,
                new Versions("1", "containerd", "6", "debian", "amd64", "boot"));
    }

    /// Options: `cpu=`, `memory=`, `select=`, `tolerate=`, `node=`, `label=`.
    static Pod pod(String key, String uid, Instant created, List<String> options) {
        var name = key.split("/", 2);
        var resources = new ResourceRequirements(quantities(options), Map.of());
        var selector = new LinkedHashMap<String, String>();
        all(options, "select").forEach(label -> put(selector, label));
        return new Pod(
                new ObjectMeta(
                        Optional.of(name[1]),
                        Optional.empty(),
                        Optional.of(name[0]),
                        Optional.of(uid),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(created),
                        Optional.empty(),
                        Optional.empty(),
                        labels(options),
                        Map.of()),
                new PodSpec(
                        List.of(container(resources)),
                        Optional.empty(),
                        Optional.empty(),
                        selector,
                        Optional.empty(),
                        all(options, "tolerate").map(Things::toleration).toList(),
                        Optional.empty(),
                        Optional.empty(),
                        all(options, "node").findFirst()));
    }

    private static Container container(ResourceRequirements resources) {
        return new Container(
                "main",
                "busybox",
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(resources),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Toleration toleration(String key) {
        return new Toleration(
                Optional.of(key),
                Optional.of(Toleration.Operator.Exists),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Deletion deletion(Instant at, String reason) {
        return new Deletion(at, 30, Because.of(reason, "somebody asked"));
    }

    static Observed observed(String uid, String nodeUid, PodPhase phase) {
        return new Observed(
                uid,
                nodeUid,
                phase,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                phase == PodPhase.Running,
                false,
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Gone gone(String uid, String nodeUid, Instant at) {
        return new Gone(uid, nodeUid, at, Because.of("Deleted", "nothing is left"));
    }

    private static Map<String, Quantity> quantities(List<String> options) {
        var amounts = new LinkedHashMap<String, Quantity>();
        for (var resource : RESOURCES) {
            all(options, resource).forEach(text -> amounts.put(resource, Quantity.of(text)));
        }
        return amounts;
    }

    private static Map<String, String> labels(List<String> options) {
        var labels = new LinkedHashMap<String, String>();
        all(options, "label").forEach(label -> put(labels, label));
        return labels;
    }

    private static void put(Map<String, String> labels, String label) {
        var parts = label.split("=", 2);
        labels.put(parts[0], parts[1]);
    }

    private static List<Taint> taints(List<String> options) {
        return all(options, "taint").map(Things::taint).toList();
    }

    private static Taint taint(String spelled) {
        var effect = spelled.substring(spelled.lastIndexOf(':') + 1);
        var key = spelled.substring(0, spelled.lastIndexOf(':')).split("=", 2);
        return new Taint(
                key[0], Arrays.stream(key).skip(1).findFirst(), TaintEffect.valueOf(effect));
    }

    private static Stream<String> all(List<String> options, String name) {
        return options.stream()
                .filter(option -> option.startsWith(name + "="))
                .map(option -> option.substring(name.length() + 1));
    }
}
