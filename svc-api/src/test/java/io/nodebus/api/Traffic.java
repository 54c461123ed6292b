package io.nodebus.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What people write about Services, and what svc-proxy-rules says of them, in few words.
public final class Traffic {
    private Traffic() {}

    /// A manifest. Options: `type=`, `ip=`, `port=name:80:target:nodePort/UDP` (all but the number
    /// may be left out), `selects=k=v`, `label=k=v`, `field=path=value` for anything else at the
    /// top of the spec.
    public static Map<String, Object> service(String name, List<String> options) {
        var spec = new LinkedHashMap<String, Object>();
        Things.all(options, "type").forEach(type -> spec.put("type", type));
        Things.all(options, "ip").forEach(ip -> spec.put("clusterIP", ip));
        var selector = new TreeMap<String, Object>();
        Things.all(options, "selects")
                .map(label -> label.split("=", 2))
                .forEach(label -> selector.put(label[0], label[1]));
        if (!selector.isEmpty()) {
            spec.put("selector", selector);
        }
        var ports = new ArrayList<Map<String, Object>>();
        Things.all(options, "port").forEach(port -> ports.add(port(port)));
        if (!ports.isEmpty()) {
            spec.put("ports", ports);
        }
        Things.all(options, "field")
                .map(field -> field.split("=", 2))
                .forEach(field -> spec.put(field[0], field[1]));
        return Things.manifest("Service", name, options, Map.of("spec", spec));
    }

    private static Map<String, Object> port(String text) {
        var tree = new LinkedHashMap<String, Object>();
        var slash = text.indexOf('/');
        if (slash >= 0) {
            tree.put("protocol", text.substring(slash + 1));
        }
        var parts = (slash < 0 ? text : text.substring(0, slash)).split(":", -1);
        put(tree, "name", parts[0]);
        tree.put("port", Long.valueOf(parts[1]));
        if (parts.length > 2) {
            put(tree, "targetPort", parts[2]);
        }
        if (parts.length > 3) {
            put(tree, "nodePort", parts[3]);
        }
        return tree;
    }

    private static void put(Map<String, Object> tree, String name, String text) {
        if (!text.isEmpty()) {
            tree.put(name, text.matches("-?\\d+") ? Long.valueOf(text) : text);
        }
    }
}
