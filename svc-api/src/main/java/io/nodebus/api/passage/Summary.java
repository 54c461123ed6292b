package io.nodebus.api.passage;

import io.nodebus.bus.wire.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A node's `/stats/summary`, as `metrics.k8s.io` tells it.
final class Summary {
    private static final String API_VERSION = "metrics.k8s.io/v1beta1";
    private static final String WINDOW = "10s";

    private final Map<?, ?> tree;

    /// @throws IllegalArgumentException when it is no summary
    Summary(Buffer json) {
        if (!(Json.parse(json.getBytes()) instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("a summary must be a JSON object");
        }
        tree = map;
    }

    Map<String, Object> node(String name) {
        var node = below(tree, "node");
        var metrics = metrics("NodeMetrics", Map.of("name", name), time(node));
        metrics.put("usage", usage(node));
        return metrics;
    }

    List<Map<String, Object>> pods() {
        var pods = new ArrayList<Map<String, Object>>();
        for (var pod : list(tree, "pods")) {
            var ref = below(pod, "podRef");
            var metadata = new LinkedHashMap<String, Object>();
            metadata.put("name", text(ref, "name"));
            metadata.put("namespace", text(ref, "namespace"));
            var containers = new ArrayList<Map<String, Object>>();
            for (var container : list(pod, "containers")) {
                var usage = new LinkedHashMap<String, Object>();
                usage.put("name", text(container, "name"));
                usage.put("usage", usage(container));
                containers.add(usage);
            }
            if (containers.isEmpty()) {
                continue;
            }
            var metrics = metrics("PodMetrics", metadata, podTime(pod));
            metrics.put("containers", containers);
            pods.add(metrics);
        }
        return pods;
    }

    private static Map<String, Object> metrics(
            String kind, Map<String, Object> metadata, String time) {
        var metrics = new LinkedHashMap<String, Object>();
        metrics.put("kind", kind);
        metrics.put("apiVersion", API_VERSION);
        metrics.put("metadata", metadata);
        metrics.put("timestamp", time);
        metrics.put("window", WINDOW);
        return metrics;
    }

    /// A sum has no time of its own.
    private static String podTime(Map<?, ?> pod) {
        var time = time(pod);
        return time.isEmpty() ? time(list(pod, "containers").getFirst()) : time;
    }

    private static String time(Map<?, ?> of) {
        var time = text(below(of, "cpu"), "time");
        return time.isEmpty() ? text(below(of, "memory"), "time") : time;
    }

    private static Map<String, Object> usage(Map<?, ?> of) {
        var usage = new LinkedHashMap<String, Object>();
        usage.put("cpu", number(below(of, "cpu"), "usageNanoCores") + "n");
        usage.put("memory", number(below(of, "memory"), "workingSetBytes") / 1024 + "Ki");
        return usage;
    }

    private static Map<?, ?> below(Map<?, ?> tree, String field) {
        return tree.get(field) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<Map<?, ?>> list(Map<?, ?> tree, String field) {
        var objects = new ArrayList<Map<?, ?>>();
        if (tree.get(field) instanceof List<?> list) {
            for (var item : list) {
                if (item instanceof Map<?, ?> object) {
                    objects.add(object);
                }
            }
        }
        return objects;
    }

    private static String text(Map<?, ?> tree, String field) {
        return tree.get(field) instanceof String text ? text : "";
    }

    private static long number(Map<?, ?> tree, String field) {
        return tree.get(field) instanceof Number number ? number.longValue() : 0;
    }
}
