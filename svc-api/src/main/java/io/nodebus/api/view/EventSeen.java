package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A decision as a Kubernetes Event. The same decision again counts up.
///
/// @param object what it is about
/// @param component who decided: `autoscaler`, `node-agent`...
/// @param host the node it was decided on, empty for the fleet's
public record EventSeen(
        String name,
        Involved object,
        String reason,
        String message,
        boolean warning,
        String component,
        String host,
        int count,
        Instant first,
        Instant last,
        Versions versions)
        implements Seen {
    private static final String DEFAULT_NAMESPACE = "default";

    /// @param kind as in manifests: `Pod`
    /// @param namespace empty for nodes
    public record Involved(String kind, String namespace, String name, String uid) {}

    public String type() {
        return warning ? "Warning" : "Normal";
    }

    @Override
    public Resource resource() {
        return Resource.EVENTS;
    }

    /// Events about what has no namespace are in `default`, as Kubernetes has it.
    @Override
    public String namespace() {
        return object.namespace().isEmpty() ? DEFAULT_NAMESPACE : object.namespace();
    }

    @Override
    public String uid() {
        return name;
    }

    @Override
    public Map<String, String> labels() {
        return Map.of();
    }

    @Override
    public EventSeen with(Versions newer) {
        return new EventSeen(
                name, object, reason, message, warning, component, host, count, first, last, newer);
    }

    /// The same decision once more.
    EventSeen again(Instant at) {
        return new EventSeen(
                name, object, reason, message, warning, component, host, count + 1, first, at,
                versions);
    }

    @Override
    public boolean wantedAs(Seen before) {
        return true;
    }

    @Override
    public Optional<String> field(String path) {
        return switch (path) {
            case "metadata.name" -> Optional.of(name);
            case "metadata.namespace" -> Optional.of(namespace());
            case "involvedObject.kind" -> Optional.of(object.kind());
            case "involvedObject.namespace" -> Optional.of(object.namespace());
            case "involvedObject.name" -> Optional.of(object.name());
            case "involvedObject.uid" -> Optional.of(object.uid());
            case "involvedObject.apiVersion" -> Optional.of("v1");
            case "involvedObject.resourceVersion", "involvedObject.fieldPath" -> Optional.of("");
            case "reason" -> Optional.of(reason);
            case "type" -> Optional.of(type());
            case "source", "reportingComponent" -> Optional.of(component);
            default -> Optional.empty();
        };
    }
}
