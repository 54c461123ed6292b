package io.nodebus.api.admission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Fields the Kubernetes API has and our records have not, so that "not supported yet" can be told
/// from "no such field".
///
/// Some may be written with the one value that holds anyway, because clients and copied manifests
/// write them out: such a field is taken off before reading, and nothing changes by it. Any other
/// value is refused. See `docs/decisions/0311-strict-reading.md`.
final class KubernetesFields {
    /// Marks a field whose value never matters on the way in.
    private static final Object ANYTHING = new Object();

    private static final String POD = "spec.";
    private static final String SERVICE = "spec.";
    private static final String CONTAINER = "spec.containers[].";
    private static final Map<String, List<Object>> OF_ALL = ofAll();
    private static final Map<String, List<Object>> OF_PODS = ofPods();
    private static final Map<String, List<Object>> OF_NODES = ofNodes();
    private static final Map<String, List<Object>> OF_SERVICES = ofServices();
    private static final Map<String, List<Object>> OF_ENDPOINT_SLICES = ofEndpointSlices();

    private KubernetesFields() {}

    private static Map<String, List<Object>> ofAll() {
        var fields = new LinkedHashMap<String, List<Object>>();
        fields.put("metadata.managedFields", List.of(ANYTHING));
        fields.put("metadata.selfLink", List.of(ANYTHING));
        fields.put("metadata.ownerReferences", List.of());
        fields.put("metadata.finalizers", List.of());
        return fields;
    }

    private static Map<String, List<Object>> ofPods() {
        var fields = new LinkedHashMap<>(OF_ALL);
        fields.put(POD + "dnsPolicy", List.of("ClusterFirst"));
        fields.put(POD + "enableServiceLinks", List.of(true));
        fields.put(POD + "schedulerName", List.of("default-scheduler"));
        fields.put(POD + "serviceAccount", List.of("", "default"));
        fields.put(POD + "serviceAccountName", List.of("", "default"));
        fields.put(POD + "preemptionPolicy", List.of("PreemptLowerPriority"));
        fields.put(POD + "priority", List.of(0L));
        for (var off :
                List.of(
                        "hostNetwork",
                        "hostPID",
                        "hostIPC",
                        "shareProcessNamespace",
                        "setHostnameAsFQDN",
                        "automountServiceAccountToken")) {
            fields.put(POD + off, List.of(false));
        }
        fields.put(POD + "hostUsers", List.of(true));
        for (var none :
                List.of(
                        "activeDeadlineSeconds",
                        "dnsConfig",
                        "ephemeralContainers",
                        "hostAliases",
                        "imagePullSecrets",
                        "initContainers",
                        "os",
                        "overhead",
                        "priorityClassName",
                        "readinessGates",
                        "resourceClaims",
                        "resources",
                        "runtimeClassName",
                        "schedulingGates",
                        "securityContext",
                        "topologySpreadConstraints",
                        "volumes",
                        "affinity.podAffinity",
                        "affinity.podAntiAffinity",
                        "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution")) {
            fields.put(POD + none, List.of());
        }
        fields.put(CONTAINER + "terminationMessagePath", List.of("/dev/termination-log"));
        fields.put(CONTAINER + "terminationMessagePolicy", List.of("File"));
        fields.put(CONTAINER + "ports[].hostPort", List.of(0L));
        for (var none :
                List.of(
                        "lifecycle",
                        "livenessProbe",
                        "readinessProbe",
                        "startupProbe",
                        "resizePolicy",
                        "restartPolicy",
                        "securityContext",
                        "volumeDevices",
                        "volumeMounts",
                        "ports[].hostIP",
                        "env[].valueFrom.resourceFieldRef",
                        "env[].valueFrom.fileKeyRef",
                        "resources.claims")) {
            fields.put(CONTAINER + none, List.of());
        }
        return fields;
    }

    private static Map<String, List<Object>> ofNodes() {
        var fields = new LinkedHashMap<>(OF_ALL);
        for (var none : List.of("configSource", "externalID", "providerID")) {
            fields.put(POD + none, List.of());
        }
        fields.put(POD + "taints[].timeAdded", List.of(ANYTHING));
        return fields;
    }

    private static Map<String, List<Object>> ofServices() {
        var fields = new LinkedHashMap<>(OF_ALL);
        // Where there is one family, preferring two is content with it.
        fields.put(SERVICE + "ipFamilyPolicy", List.of("SingleStack", "PreferDualStack"));
        fields.put(SERVICE + "allocateLoadBalancerNodePorts", List.of(true));
        fields.put(SERVICE + "healthCheckNodePort", List.of(0L));
        fields.put(SERVICE + "externalName", List.of(""));
        fields.put(SERVICE + "loadBalancerIP", List.of(""));
        for (var none :
                List.of(
                        "externalIPs",
                        "loadBalancerClass",
                        "loadBalancerSourceRanges",
                        "trafficDistribution",
                        "ports[].appProtocol")) {
            fields.put(SERVICE + none, List.of());
        }
        return fields;
    }

    private static Map<String, List<Object>> ofEndpointSlices() {
        var fields = new LinkedHashMap<>(OF_ALL);
        for (var noted : List.of("apiVersion", "fieldPath", "resourceVersion")) {
            fields.put("endpoints[].targetRef." + noted, List.of(ANYTHING));
        }
        for (var none :
                List.of(
                        "endpoints[].deprecatedTopology",
                        "endpoints[].hints",
                        "endpoints[].zone",
                        "ports[].appProtocol")) {
            fields.put(none, List.of());
        }
        return fields;
    }

    static Map<String, List<Object>> of(String kind) {
        return switch (kind) {
            case "Pod" -> OF_PODS;
            case "Node" -> OF_NODES;
            case "Service" -> OF_SERVICES;
            case "EndpointSlice" -> OF_ENDPOINT_SLICES;
            default -> OF_ALL;
        };
    }

    /// Why a field that our records lack is refused, when Kubernetes has it.
    ///
    /// @param path with indexes, as in a fault
    static Optional<String> refusal(String kind, String path) {
        return Optional.ofNullable(of(kind).get(path.replaceAll("\\[\\d+]", "[]")))
                .map(KubernetesFields::sentence);
    }

    private static String sentence(List<Object> accepted) {
        return accepted.isEmpty()
                ? "Nodebus does not support this field yet"
                : "Nodebus does not support this field yet, except as "
                        + accepted.stream()
                                .map(KubernetesFields::shown)
                                .collect(Collectors.joining(" or "));
    }

    private static String shown(Object value) {
        return value instanceof String text ? '"' + text + '"' : value.toString();
    }

    /// A copy without the fields that change nothing.
    static Map<String, Object> pruned(String kind, Map<?, ?> tree) {
        return object(of(kind), tree, "");
    }

    private static Map<String, Object> object(
            Map<String, List<Object>> fields, Map<?, ?> tree, String path) {
        var kept = new LinkedHashMap<String, Object>();
        tree.forEach((key, value) -> {
            var name = String.valueOf(key);
            var at = path.isEmpty() ? name : path + "." + name;
            if (value != null && !changesNothing(fields.get(at), value)) {
                kept.put(name, any(fields, value, at));
            }
        });
        return kept;
    }

    private static Object any(Map<String, List<Object>> fields, Object tree, String path) {
        return switch (tree) {
            case Map<?, ?> map -> object(fields, map, path);
            case List<?> list -> {
                var kept = new ArrayList<@Nullable Object>();
                for (var item : list) {
                    kept.add(item == null ? null : any(fields, item, path + "[]"));
                }
                yield kept;
            }
            default -> tree;
        };
    }

    private static boolean changesNothing(@Nullable List<Object> accepted, Object value) {
        return accepted != null
                && (accepted.contains(ANYTHING)
                        || accepted.contains(value)
                        || value instanceof Map<?, ?> map && map.isEmpty()
                        || value instanceof List<?> list && list.isEmpty());
    }
}
