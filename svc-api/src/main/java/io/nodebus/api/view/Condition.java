package io.nodebus.api.view;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A condition as `status.conditions` spells it.
///
/// @param status empty: unknown
/// @param ofNode nodes' conditions also say when they were last heard of
record Condition(
        String type,
        Optional<Boolean> status,
        String reason,
        String message,
        Instant since,
        boolean ofNode) {
    static Condition ofPod(
            String type, boolean status, String reason, String message, Instant since) {
        return new Condition(type, Optional.of(status), reason, message, since, false);
    }

    static Condition ofNode(
            String type, Optional<Boolean> status, String reason, String message, Instant since) {
        return new Condition(type, status, reason, message, since, true);
    }

    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("type", type);
        tree.put("status", status.map(is -> is ? "True" : "False").orElse("Unknown"));
        if (ofNode) {
            tree.put("lastHeartbeatTime", Rendering.time(since));
        }
        tree.put("lastTransitionTime", Rendering.time(since));
        if (!reason.isEmpty()) {
            tree.put("reason", reason);
        }
        if (!message.isEmpty()) {
            tree.put("message", message);
        }
        return tree;
    }
}
