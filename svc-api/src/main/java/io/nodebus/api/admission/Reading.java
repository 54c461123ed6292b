package io.nodebus.api.admission;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Cause;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.contracts.wire.Fault;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.contracts.wire.Unreadable;
import java.util.LinkedHashMap;
import java.util.Map;

/// Trees as people write them to records, strictly: what is unknown is refused with its path.
final class Reading {
    private Reading() {}

    /// @throws Refused with every fault there is
    static <T> T read(Resource resource, Class<T> type, Map<?, ?> tree) {
        var body = body(resource, tree);
        try {
            return TreeReader.strict(type, KubernetesFields.pruned(resource.kind(), body));
        } catch (Unreadable e) {
            throw new Refused(
                    Refusal.invalid(
                            resource.content(name(tree)),
                            e.faults().stream().map(fault -> cause(resource, fault)).toList()));
        }
    }

    /// Without what every object carries on the outside. A `status` is nothing anybody may wish
    /// for.
    private static Map<String, Object> body(Resource resource, Map<?, ?> tree) {
        expect(tree, "apiVersion", resource.apiVersion());
        expect(tree, "kind", resource.kind());
        var body = new LinkedHashMap<String, Object>();
        tree.forEach((key, value) -> body.put(String.valueOf(key), value));
        body.remove("apiVersion");
        body.remove("kind");
        body.remove("status");
        body.putIfAbsent("metadata", Map.of());
        return body;
    }

    private static void expect(Map<?, ?> tree, String field, String value) {
        var given = tree.get(field);
        if (given != null && !given.equals(value)) {
            throw new Refused(
                    Refusal.badRequest(
                            "the %s in the data (%s) does not match the expected %s (%s)"
                                    .formatted(field, given, field, value)));
        }
    }

    static String name(Map<?, ?> tree) {
        return tree.get("metadata") instanceof Map<?, ?> meta
                        && meta.get("name") instanceof String name
                ? name
                : "";
    }

    private static Cause cause(Resource resource, Fault fault) {
        var path = fault.path();
        var message = fault.message();
        if (message.startsWith("unknown field")) {
            return KubernetesFields.refusal(resource.kind(), path)
                    .map(refusal -> Cause.notYet(path, refusal))
                    .orElseGet(() -> Cause.unknown(path, message));
        }
        return message.equals("is required")
                ? Cause.required(path, "")
                : Cause.unknown(path, "Invalid value: " + message);
    }
}
