package io.nodebus.api.view;

import io.nodebus.contracts.service.EndpointSlice.Endpoint;
import io.nodebus.contracts.service.EndpointSlice.Port;
import io.nodebus.contracts.wire.TreeWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is shown of Services, and of who is behind them, besides metadata.
final class TrafficTree {
    /// As many addresses as Kubernetes writes into one Endpoints object.
    private static final int MOST_ADDRESSES = 1000;

    private TrafficTree() {}

    static Map<String, Object> of(ServiceSeen service) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("spec", TreeWriter.write(service.wanted().spec()));
        tree.put("status", Map.of("loadBalancer", Map.of()));
        return tree;
    }

    static Map<String, Object> of(EndpointSliceSeen slice) {
        var tree = TreeWriter.write(slice.slice());
        tree.remove("metadata");
        tree.putIfAbsent("endpoints", List.of());
        tree.putIfAbsent("ports", List.of());
        return tree;
    }

    static Map<String, Object> of(EndpointsSeen endpoints) {
        var subsets = new ArrayList<Map<String, Object>>();
        var room = MOST_ADDRESSES;
        for (var subset : endpoints.subsets()) {
            var ready = subset.ready().stream().limit(room).toList();
            room -= ready.size();
            var waiting = subset.waiting().stream().limit(room).toList();
            room -= waiting.size();
            subsets.add(subset(ready, waiting, subset.ports()));
        }
        var tree = new LinkedHashMap<String, Object>();
        if (!subsets.isEmpty()) {
            tree.put("subsets", subsets);
        }
        return tree;
    }

    private static Map<String, Object> subset(
            List<Endpoint> ready, List<Endpoint> waiting, List<Port> ports) {
        var tree = new LinkedHashMap<String, Object>();
        if (!ready.isEmpty()) {
            tree.put("addresses", ready.stream().map(TrafficTree::address).toList());
        }
        if (!waiting.isEmpty()) {
            tree.put("notReadyAddresses", waiting.stream().map(TrafficTree::address).toList());
        }
        if (!ports.isEmpty()) {
            tree.put("ports", ports.stream().map(TreeWriter::write).toList());
        }
        return tree;
    }

    private static Map<String, Object> address(Endpoint endpoint) {
        var tree = new LinkedHashMap<String, Object>();
        endpoint.addresses().stream().findFirst().ifPresent(ip -> tree.put("ip", ip));
        endpoint.hostname().ifPresent(name -> tree.put("hostname", name));
        endpoint.nodeName().ifPresent(node -> tree.put("nodeName", node));
        endpoint.targetRef().ifPresent(ref -> tree.put("targetRef", TreeWriter.write(ref)));
        return tree;
    }

    static Map<String, Object> of(RuleSeen rule) {
        var meaning = TreeWriter.write(rule.head());
        meaning.remove("slices");
        var spec = new LinkedHashMap<String, Object>();
        spec.put("service", rule.service());
        spec.putAll(meaning);
        var status = new LinkedHashMap<String, Object>();
        status.put("complete", rule.isComplete());
        status.put(
                "slices",
                rule.head().slices().stream().map(at -> slice(rule, at.slice())).toList());
        status.put("endpoints", rule.endpoints().stream().map(TreeWriter::write).toList());
        var tree = new LinkedHashMap<String, Object>();
        tree.put("spec", spec);
        tree.put("status", status);
        return tree;
    }

    private static Map<String, Object> slice(RuleSeen rule, int number) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("slice", number);
        var slice = rule.slices().get(number);
        if (slice != null) {
            tree.put("generation", slice.generation());
            tree.put("endpoints", slice.endpoints().size());
        }
        return tree;
    }
}
