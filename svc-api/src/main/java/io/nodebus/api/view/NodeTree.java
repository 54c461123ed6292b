package io.nodebus.api.view;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.NodeCondition;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeState.Registered;
import io.nodebus.contracts.node.NodeState.Versions;
import io.nodebus.contracts.wire.TreeWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A node as the Kubernetes API shows one.
final class NodeTree {
    private NodeTree() {}

    static Map<String, Object> metadata(NodeSeen node) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", node.name());
        tree.put("uid", node.uid());
        Rendering.version(tree, node);
        tree.put("creationTimestamp", Rendering.time(node.firstSeen()));
        put(tree, "labels", node.labels());
        node.wanted().ifPresent(wanted -> put(tree, "annotations", wanted.annotations()));
        node.wanted()
                .flatMap(Approved::deletion)
                .ifPresent(
                        deletion -> tree.put("deletionTimestamp", Rendering.time(deletion.at())));
        return tree;
    }

    private static void put(Map<String, Object> tree, String field, Map<String, String> values) {
        if (!values.isEmpty()) {
            tree.put(field, values);
        }
    }

    static Map<String, Object> of(NodeSeen node) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("spec", spec(node));
        tree.put("status", status(node));
        return tree;
    }

    private static Map<String, Object> spec(NodeSeen node) {
        var spec = new LinkedHashMap<String, Object>();
        node.wanted()
                .flatMap(Approved::podCidr)
                .ifPresent(cidr -> {
                    spec.put("podCIDR", cidr);
                    spec.put("podCIDRs", List.of(cidr));
                });
        if (!node.taints().isEmpty()) {
            spec.put("taints", node.taints().stream().map(TreeWriter::write).toList());
        }
        if (node.cordoned()) {
            spec.put("unschedulable", true);
        }
        return spec;
    }

    private static Map<String, Object> status(NodeSeen node) {
        var status = new LinkedHashMap<String, Object>();
        node.registered()
                .ifPresent(registered -> {
                    status.put("capacity", quantities(registered.capacity()));
                    status.put("allocatable", quantities(registered.allocatable()));
                });
        status.put("conditions", conditions(node).stream().map(Condition::tree).toList());
        status.put(
                "addresses",
                node.registered().map(r -> addresses(node.name(), r)).orElse(List.of()));
        status.put("daemonEndpoints", node.registered().map(NodeTree::endpoint).orElse(Map.of()));
        node.registered().ifPresent(r -> status.put("nodeInfo", nodeInfo(r)));
        return status;
    }

    private static Map<String, String> quantities(Map<String, Quantity> quantities) {
        var tree = new LinkedHashMap<String, String>();
        quantities.forEach((name, quantity) -> tree.put(name, quantity.text()));
        return tree;
    }

    private static List<Map<String, String>> addresses(String name, Registered registered) {
        return List.of(
                Map.of("type", "InternalIP", "address", registered.address()),
                Map.of("type", "Hostname", "address", name));
    }

    private static Map<String, Object> endpoint(Registered registered) {
        var colon = registered.apiAddress().lastIndexOf(':');
        try {
            var port = Integer.parseInt(registered.apiAddress().substring(colon + 1));
            return Map.of("kubeletEndpoint", Map.of("Port", port));
        } catch (NumberFormatException e) {
            return Map.of();
        }
    }

    private static Map<String, Object> nodeInfo(Registered registered) {
        Versions versions = registered.nodeInfo();
        var info = new LinkedHashMap<String, Object>();
        info.put("machineID", "");
        info.put("systemUUID", "");
        info.put("bootID", versions.bootId());
        info.put("kernelVersion", versions.kernelVersion());
        info.put("osImage", versions.osImage());
        info.put("containerRuntimeVersion", versions.containerRuntimeVersion());
        info.put("kubeletVersion", versions.agentVersion());
        info.put("kubeProxyVersion", versions.agentVersion());
        info.put("operatingSystem", "linux");
        info.put("architecture", versions.architecture());
        return info;
    }

    private static List<Condition> conditions(NodeSeen node) {
        var conditions = new ArrayList<Condition>();
        node.registered()
                .ifPresent(registered ->
                        registered.conditions().stream()
                                .filter(condition -> !condition.type().equals("Ready"))
                                .map(condition -> own(node, condition))
                                .forEach(conditions::add));
        conditions.add(ready(node));
        return conditions;
    }

    private static Condition own(NodeSeen node, NodeCondition condition) {
        return Condition.ofNode(
                condition.type(),
                Optional.of(condition.status()),
                condition.reason(),
                condition.message(),
                node.health().map(Judged::since).orElse(node.firstSeen()));
    }

    private static Condition ready(NodeSeen node) {
        if (node.wanted().isEmpty()) {
            return Condition.ofNode(
                    "Ready",
                    Optional.of(false),
                    "NodeNotApproved",
                    "nobody approved this node yet: nodebus node approve " + node.name(),
                    node.firstSeen());
        }
        return node.health()
                .map(NodeTree::judged)
                .orElseGet(() ->
                        Condition.ofNode(
                                "Ready",
                                Optional.empty(),
                                "NodeStatusNeverUpdated",
                                "nobody judged the health of this node yet",
                                node.firstSeen()));
    }

    private static Condition judged(Judged judged) {
        var because = judged.because();
        return Condition.ofNode(
                "Ready",
                switch (judged.verdict()) {
                    case Ready -> Optional.of(true);
                    case NotReady -> Optional.of(false);
                    case Unknown, Lost -> Optional.empty();
                },
                because.reason(),
                because.message(),
                judged.since());
    }
}
