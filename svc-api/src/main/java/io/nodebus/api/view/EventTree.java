package io.nodebus.api.view;

import java.util.LinkedHashMap;
import java.util.Map;

/// A decision as a core `v1` Event.
final class EventTree {
    private EventTree() {}

    static Map<String, Object> of(EventSeen event) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("involvedObject", involved(event));
        tree.put("reason", event.reason());
        tree.put("message", event.message());
        tree.put("source", source(event));
        tree.put("firstTimestamp", Rendering.time(event.first()));
        tree.put("lastTimestamp", Rendering.time(event.last()));
        tree.put("count", event.count());
        tree.put("type", event.type());
        tree.put("reportingComponent", event.component());
        tree.put("reportingInstance", event.host());
        return tree;
    }

    private static Map<String, Object> involved(EventSeen event) {
        var object = event.object();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", object.kind());
        if (!object.namespace().isEmpty()) {
            tree.put("namespace", object.namespace());
        }
        tree.put("name", object.name());
        if (!object.uid().isEmpty()) {
            tree.put("uid", object.uid());
        }
        tree.put("apiVersion", "v1");
        return tree;
    }

    private static Map<String, Object> source(EventSeen event) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("component", event.component());
        if (!event.host().isEmpty()) {
            tree.put("host", event.host());
        }
        return tree;
    }
}
