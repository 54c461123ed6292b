package io.nodebus.api.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What clients ask before anything else: which versions, groups and kinds there are.
public final class Discovery {
    public static final String OWN_GROUP = "nodebus.io";
    public static final String ENDPOINTS_GROUP = "discovery.k8s.io";
    public static final String METRICS_GROUP = "metrics.k8s.io";
    public static final String OPENAPI_V2 = "/openapi/v2";

    private static final String OWN = "/apis/nodebus.io/v1";
    private static final String ENDPOINTS = "/apis/discovery.k8s.io/v1";
    private static final String METRICS = "/apis/metrics.k8s.io/v1beta1";
    private static final List<String> PATHS =
            List.of(
                    "/",
                    "/version",
                    "/api",
                    "/apis",
                    "/api/v1",
                    "/apis/nodebus.io",
                    OWN,
                    "/apis/discovery.k8s.io",
                    ENDPOINTS,
                    "/apis/metrics.k8s.io",
                    METRICS,
                    OPENAPI_V2,
                    "/openapi/v3");

    private Discovery() {}

    static boolean has(String path) {
        return PATHS.contains(canonical(path));
    }

    static String canonical(String path) {
        return path.length() > 1 && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
    }

    /// The document at a path that is one of ours.
    ///
    /// @param version of nodebus
    /// @param address where the server was asked, `host:port`
    public static Map<String, Object> document(String path, String version, String address) {
        return switch (path) {
            case "/version" -> version(version);
            case "/api" -> coreVersions(address);
            case "/apis" -> groups();
            case "/api/v1" -> resources("v1", core());
            case "/apis/nodebus.io" -> group(OWN_GROUP, "v1");
            case OWN -> resources("nodebus.io/v1", kinds(OWN_GROUP));
            case "/apis/discovery.k8s.io" -> group(ENDPOINTS_GROUP, "v1");
            case ENDPOINTS -> resources("discovery.k8s.io/v1", kinds(ENDPOINTS_GROUP));
            case "/apis/metrics.k8s.io" -> group(METRICS_GROUP, "v1beta1");
            case METRICS -> resources("metrics.k8s.io/v1beta1", metrics());
            case OPENAPI_V2 -> openApi(version);
            case "/openapi/v3" -> Map.of("paths", Map.of());
            default -> Map.of("paths", PATHS);
        };
    }

    /// The Kubernetes version whose API this is like, so that clients know what to expect.
    private static Map<String, Object> version(String version) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("major", "1");
        tree.put("minor", "30");
        tree.put("gitVersion", "v1.30.0+nodebus-" + version);
        tree.put("gitCommit", "");
        tree.put("gitTreeState", "clean");
        tree.put("buildDate", "1970-01-01T00:00:00Z");
        tree.put("goVersion", "none");
        tree.put("compiler", "javac");
        tree.put("platform", "linux/amd64");
        return tree;
    }

    private static Map<String, Object> coreVersions(String address) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "APIVersions");
        tree.put("versions", List.of("v1"));
        tree.put(
                "serverAddressByClientCIDRs",
                List.of(Map.of("clientCIDR", "0.0.0.0/0", "serverAddress", address)));
        return tree;
    }

    private static Map<String, Object> groups() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "APIGroupList");
        tree.put("apiVersion", "v1");
        tree.put(
                "groups",
                List.of(
                        group(OWN_GROUP, "v1"),
                        group(ENDPOINTS_GROUP, "v1"),
                        group(METRICS_GROUP, "v1beta1")));
        return tree;
    }

    private static Map<String, Object> group(String name, String version) {
        var preferred = Map.of("groupVersion", name + "/" + version, "version", version);
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "APIGroup");
        tree.put("apiVersion", "v1");
        tree.put("name", name);
        tree.put("versions", List.of(preferred));
        tree.put("preferredVersion", preferred);
        return tree;
    }

    private static Map<String, Object> resources(
            String groupVersion, List<Map<String, Object>> resources) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "APIResourceList");
        tree.put("apiVersion", "v1");
        tree.put("groupVersion", groupVersion);
        tree.put("resources", resources);
        return tree;
    }

    private static List<Map<String, Object>> core() {
        var resources = kinds("");
        for (var verb : Way.POD_VERBS) {
            var kind = verb.equals("log") ? "Pod" : kindOfOptions(verb);
            var verbs = verb.equals("log") ? List.of("get") : List.of("create", "get");
            resources.add(resource("pods/" + verb, "", kind, true, verbs));
        }
        return resources;
    }

    private static List<Map<String, Object>> kinds(String group) {
        var resources = new ArrayList<Map<String, Object>>();
        for (var resource : Resource.values()) {
            if (resource.group().equals(group)) {
                resources.add(kind(resource));
            }
        }
        return resources;
    }

    private static Map<String, Object> kind(Resource resource) {
        var tree =
                resource(
                        resource.plural(),
                        resource.singular(),
                        resource.kind(),
                        resource.namespaced(),
                        resource.verbs().stream()
                                .map(verb -> verb.name().toLowerCase(Locale.ROOT))
                                .toList());
        if (!resource.shortNames().isEmpty()) {
            tree.put("shortNames", resource.shortNames());
        }
        if (!resource.categories().isEmpty()) {
            tree.put("categories", resource.categories());
        }
        return tree;
    }

    private static String kindOfOptions(String verb) {
        return switch (verb) {
            case "exec" -> "PodExecOptions";
            case "attach" -> "PodAttachOptions";
            default -> "PodPortForwardOptions";
        };
    }

    private static List<Map<String, Object>> metrics() {
        var verbs = List.of("get", "list");
        return List.of(
                resource("nodes", "", "NodeMetrics", false, verbs),
                resource("pods", "", "PodMetrics", true, verbs));
    }

    private static Map<String, Object> resource(
            String name, String singular, String kind, boolean namespaced, List<String> verbs) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", name);
        tree.put("singularName", singular);
        tree.put("namespaced", namespaced);
        tree.put("kind", kind);
        tree.put("verbs", verbs);
        return tree;
    }

    /// Without definitions: a client that finds none for a kind sends what it has, and the server
    /// checks it.
    private static Map<String, Object> openApi(String version) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("swagger", "2.0");
        tree.put("info", Map.of("title", "Nodebus", "version", version));
        tree.put("paths", Map.of());
        return tree;
    }

    /// A kind by whatever people call it: `pod`, `pods`, `po`, `Pod`.
    public static Optional<Resource> called(String name) {
        for (var resource : Resource.values()) {
            if (resource.plural().equalsIgnoreCase(name)
                    || resource.singular().equalsIgnoreCase(name)
                    || resource.shortNames().contains(name)) {
                return Optional.of(resource);
            }
        }
        return Optional.empty();
    }
}
