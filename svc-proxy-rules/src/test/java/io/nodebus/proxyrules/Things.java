package io.nodebus.proxyrules;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodState.Gone;
import io.nodebus.contracts.pod.PodState.Observed;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.wire.TreeReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What transcripts speak of, from words.
final class Things {
    private Things() {}

    static Approved approved(String nodeUid, Instant at) {
        return new Approved(
                nodeUid,
                "node-" + nodeUid,
                at,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    /// `default/web ip=10.96.0.1 app=web http:80->8080/TCP nodePort=30080 internal=Local`.
    static Service service(String key, Instant at, List<String> words) {
        var spec = new LinkedHashMap<String, Object>();
        var selector = new TreeMap<String, Object>();
        var ports = new ArrayList<Map<String, Object>>();
        for (var word : words) {
            var value = word.substring(word.indexOf('=') + 1);
            switch (word.substring(0, Math.max(0, word.indexOf('=')))) {
                case "" -> {
                    if (word.equals("published")) {
                        spec.put("publishNotReadyAddresses", true);
                    } else {
                        ports.add(port(word));
                    }
                }
                case "ip" -> spec.put("clusterIP", value);
                case "nodePort" -> {
                    spec.put("type", "NodePort");
                    ports.getLast().put("nodePort", Integer.valueOf(value));
                }
                case "internal" -> spec.put("internalTrafficPolicy", value);
                case "external" -> spec.put("externalTrafficPolicy", value);
                case "affinity" -> spec.put("sessionAffinity", value);
                default -> selector.put(word.substring(0, word.indexOf('=')), value);
            }
        }
        spec.put("selector", selector);
        spec.put("ports", ports);
        var metadata = new LinkedHashMap<>(metadata(key));
        metadata.put("uid", "uid-of-" + metadata.get("name"));
        metadata.put("creationTimestamp", at.toString());
        return TreeReader.strict(Service.class, Map.of("metadata", metadata, "spec", spec));
    }

    /// `http:80->8080/UDP`, `80`.
    private static Map<String, Object> port(String word) {
        var port = new LinkedHashMap<String, Object>();
        var protocol = word.split("/", 2);
        var target = protocol[0].split("->", 2);
        var name = target[0].split(":", 2);
        port.put("port", Integer.valueOf(name[name.length - 1]));
        if (name.length > 1) {
            port.put("name", name[0]);
        }
        if (target.length > 1) {
            port.put("targetPort", target[1]);
        }
        if (protocol.length > 1) {
            port.put("protocol", protocol[1]);
        }
        return port;
    }

    /// `default/db-1 of=db port=5432 192.0.2.1 192.0.2.2@n1`.
    static EndpointSlice slice(String key, List<String> words) {
        var endpoints = new ArrayList<Map<String, Object>>();
        var port = new LinkedHashMap<String, Object>();
        var metadata = new LinkedHashMap<>(metadata(key));
        for (var word : words) {
            if (word.startsWith("of=")) {
                metadata.put("labels", Map.of(EndpointSlice.SERVICE_NAME, word.substring(3)));
            } else if (word.startsWith("port=")) {
                port.put("port", Integer.valueOf(word.substring(5)));
            } else {
                var parts = word.split("@", 2);
                var endpoint = new LinkedHashMap<String, Object>();
                endpoint.put("addresses", List.of(parts[0]));
                if (parts.length > 1) {
                    endpoint.put("nodeName", parts[1]);
                }
                endpoints.add(endpoint);
            }
        }
        return TreeReader.strict(
                EndpointSlice.class,
                Map.of(
                        "metadata",
                        metadata,
                        "addressType",
                        "IPv4",
                        "endpoints",
                        endpoints,
                        "ports",
                        List.of(port)));
    }

    private static Map<String, Object> metadata(String key) {
        var slash = key.indexOf('/');
        return Map.of("namespace", key.substring(0, slash), "name", key.substring(slash + 1));
    }

    /// `p1 10.0.0.1 ready terminating app=web http:8080 host=web-0.web`, `Failed`.
    static Observed observed(String nodeUid, List<String> words) {
        var labels = new TreeMap<String, String>();
        var ports = new TreeMap<String, Integer>();
        var host = List.<String>of();
        for (var word : words.subList(1, words.size())) {
            if (word.startsWith("host=")) {
                host = List.of(word.substring(5).split("\\.", 2));
            } else if (word.contains("=")) {
                labels.put(word.split("=", 2)[0], word.split("=", 2)[1]);
            } else if (word.contains(":")) {
                ports.put(word.split(":", 2)[0], Integer.valueOf(word.split(":", 2)[1]));
            }
        }
        return new Observed(
                words.getFirst(),
                nodeUid,
                words.contains("Failed") ? PodPhase.Failed : PodPhase.Running,
                words.stream().filter(word -> word.matches("[\\d.]+")).findFirst(),
                Optional.empty(),
                Optional.empty(),
                words.contains("ready"),
                words.contains("terminating"),
                List.of(),
                labels,
                ports,
                host.stream().findFirst(),
                host.stream().skip(1).findFirst(),
                Optional.empty());
    }

    static Gone gone(String uid, String nodeUid, Instant at) {
        return new Gone(uid, nodeUid, at, Because.of("Deleted", "nothing is left"));
    }
}
