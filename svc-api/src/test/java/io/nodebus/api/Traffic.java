package io.nodebus.api;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.rules.NameState.Headless;
import io.nodebus.contracts.rules.NameState.NamedEndpoint;
import io.nodebus.contracts.rules.NameState.NamedPort;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.contracts.rules.RuleState.Slice;
import io.nodebus.contracts.rules.RuleState.SliceAt;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.TrafficPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /// A manifest. Options: `service=`, `port=` as of a Service, `at=` an address, `label=k=v`.
    public static Map<String, Object> slice(String name, List<String> options) {
        var labels = new ArrayList<>(options);
        Things.all(options, "service")
                .forEach(service -> labels.add("label=kubernetes.io/service-name=" + service));
        var rest = new LinkedHashMap<String, Object>();
        rest.put("addressType", Things.first(options, "type", "IPv4"));
        rest.put(
                "endpoints",
                Things.all(options, "at").map(ip -> Map.of("addresses", List.of(ip))).toList());
        rest.put("ports", Things.all(options, "port").map(Traffic::port).toList());
        var manifest = Things.manifest("EndpointSlice", name, labels, rest);
        manifest.put("apiVersion", "discovery.k8s.io/v1");
        return manifest;
    }

    /// The head of a port. Options: `uid=` of the Service, `name=`, `port=`, `ip=`, `nodePort=`,
    /// `external=`, `slices=0@1,1@4`.
    public static Head head(List<String> options) {
        return new Head(
                Things.all(options, "uid").findFirst(),
                Things.all(options, "name").findFirst(),
                IpFamily.IPv4,
                Protocol.TCP,
                Integer.parseInt(Things.first(options, "port", "80")),
                Things.all(options, "ip").findFirst(),
                Things.all(options, "nodePort").findFirst().map(Integer::valueOf),
                TrafficPolicy.Cluster,
                TrafficPolicy.valueOf(Things.first(options, "external", "Cluster")),
                Optional.empty(),
                false,
                Things.all(options, "slices")
                        .flatMap(text -> Arrays.stream(text.split(",", -1)))
                        .map(slice -> slice.split("@", 2))
                        .map(slice ->
                                new SliceAt(Integer.parseInt(slice[0]), Long.parseLong(slice[1])))
                        .toList());
    }

    /// Some endpoints. Options: `generation=`, `at=10.64.0.2:8080,n1,uid,ready`, where the last is
    /// `ready`, `waiting` or `ending`.
    public static Slice endpoints(List<String> options) {
        return new Slice(
                Long.parseLong(Things.first(options, "generation", "1")),
                Things.all(options, "at")
                        .map(text -> text.split("[:,]", -1))
                        .map(words ->
                                new RuleEndpoint(
                                        words[0],
                                        Integer.parseInt(words[1]),
                                        Optional.of(words[2]),
                                        Optional.of(words[3]),
                                        words[4].equals("ready"),
                                        !words[4].equals("waiting"),
                                        words[4].equals("ending")))
                        .toList());
    }

    /// A headless Service. Options: `at=10.64.0.2:5432,n1,uid,ready`, `hostname=` of all.
    public static Headless named(List<String> options) {
        return new Headless(
                false,
                Things.all(options, "at")
                        .map(text -> text.split("[:,]", -1))
                        .map(words ->
                                new NamedEndpoint(
                                        words[0],
                                        Things.all(options, "hostname").findFirst(),
                                        Optional.of(words[2]),
                                        Optional.of(words[3]),
                                        words[4].equals("ready"),
                                        List.of(
                                                new NamedPort(
                                                        "sql",
                                                        Protocol.TCP,
                                                        Integer.parseInt(words[1])))))
                        .toList());
    }
}
