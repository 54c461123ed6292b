package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.contracts.config.Secret;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.wire.TreeWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Objects as the trees the Kubernetes API shows.
public final class Rendering {
    private final Opens opens;

    public Rendering(Opens opens) {
        this.opens = opens;
    }

    /// The whole object.
    public Map<String, Object> tree(Seen seen) {
        return switch (seen) {
            case PodSeen pod -> whole(seen, metadata(pod.metadata(), seen), PodTree.of(pod));
            case NodeSeen node -> whole(seen, NodeTree.metadata(node), NodeTree.of(node));
            case ConfigMapSeen map ->
                    whole(
                            seen,
                            metadata(map.wanted().metadata(), seen),
                            without(TreeWriter.write(map.wanted()), "metadata"));
            case SecretSeen secret ->
                    whole(
                            seen,
                            metadata(secret.wanted().metadata(), seen),
                            without(TreeWriter.write(opened(secret)), "metadata"));
            case WithMetadata object ->
                    whole(
                            seen,
                            metadata(object.metadata(), seen),
                            switch (object) {
                                case ServiceSeen service -> TrafficTree.of(service);
                                case EndpointSliceSeen slice -> TrafficTree.of(slice);
                                case EndpointsSeen endpoints -> TrafficTree.of(endpoints);
                                case RuleSeen rule -> TrafficTree.of(rule);
                            });
            case EventSeen event -> whole(seen, plain(seen, event.first()), EventTree.of(event));
            case NamespaceSeen namespace ->
                    whole(
                            seen,
                            plain(seen, namespace.since()),
                            Map.of(
                                    "spec",
                                    Map.of("finalizers", List.of()),
                                    "status",
                                    Map.of("phase", "Active")));
        };
    }

    private Secret opened(SecretSeen secret) {
        return opens.open(secret.wanted());
    }

    /// Only name and labels, for clients that want no more: `PartialObjectMetadata`.
    public Map<String, Object> onlyMetadata(Seen seen) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "PartialObjectMetadata");
        tree.put("apiVersion", "meta.k8s.io/v1");
        tree.put(
                "metadata",
                switch (seen) {
                    case PodSeen pod -> metadata(pod.metadata(), seen);
                    case NodeSeen node -> NodeTree.metadata(node);
                    case ConfigMapSeen map -> metadata(map.wanted().metadata(), seen);
                    case SecretSeen secret -> metadata(secret.wanted().metadata(), seen);
                    case WithMetadata object -> metadata(object.metadata(), seen);
                    case EventSeen event -> plain(seen, event.first());
                    case NamespaceSeen namespace -> plain(seen, namespace.since());
                });
        return tree;
    }

    private static Map<String, Object> whole(
            Seen seen, Map<String, Object> metadata, Map<String, Object> rest) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", seen.resource().apiVersion());
        tree.put("kind", seen.resource().kind());
        tree.put("metadata", metadata);
        tree.putAll(rest);
        return tree;
    }

    private static Map<String, Object> metadata(ObjectMeta meta, Seen seen) {
        var tree = TreeWriter.write(meta);
        meta.creationTimestamp().ifPresent(at -> tree.put("creationTimestamp", time(at)));
        version(tree, seen);
        if (seen instanceof PodSeen pod) {
            tree.putAll(PodTree.deletion(pod));
        }
        return tree;
    }

    /// What is only imagined, in a dry run, has no version.
    static void version(Map<String, Object> tree, Seen seen) {
        if (seen.versions().seen() != 0) {
            tree.put("resourceVersion", Long.toString(seen.versions().seen()));
        }
    }

    private static Map<String, Object> plain(Seen seen, Instant since) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", seen.name());
        if (!seen.namespace().isEmpty()) {
            tree.put("namespace", seen.namespace());
        }
        tree.put("uid", seen.uid());
        version(tree, seen);
        tree.put("creationTimestamp", time(since));
        if (!seen.labels().isEmpty()) {
            tree.put("labels", seen.labels());
        }
        return tree;
    }

    private static Map<String, Object> without(Map<String, Object> tree, String field) {
        var rest = new LinkedHashMap<>(tree);
        rest.remove(field);
        return rest;
    }

    /// As the API writes times: whole seconds.
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// Of a kind that is namespaced or not, whatever it is: what a list of it is called.
    public static String listKind(Resource resource) {
        return resource.kind() + "List";
    }
}
