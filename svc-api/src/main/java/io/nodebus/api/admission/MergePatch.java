package io.nodebus.api.admission;

import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON merge patch (RFC 7396): objects are merged, null removes, everything else replaces.
///
/// A strategic merge patch is taken as one, except for lists whose items are told apart by a key:
/// it comes with the order of the items, in which they are named ([StrategicList]). Other
/// directives are refused.
public final class MergePatch {
    private static final String ORDER = "$setElementOrder/";
    private static final String RETAIN = "$retainKeys";

    private MergePatch() {}

    /// @throws Refused when the patch holds a directive that would be ignored
    public static Map<String, Object> apply(Map<?, ?> target, Map<?, ?> patch) {
        var merged = new LinkedHashMap<String, Object>();
        target.forEach((key, value) -> merged.put(String.valueOf(key), value));
        patch.forEach((key, value) -> {
            var name = String.valueOf(key);
            if (name.startsWith(ORDER) || name.equals(RETAIN)) {
                return;
            }
            if (name.startsWith("$")) {
                throw new Refused(
                        Refusal.badRequest(
                                "the directive %s of strategic merge patches is not".formatted(name)
                                        + " supported: send a merge patch"));
            }
            if (value == null) {
                merged.remove(name);
            } else if (value instanceof List<?> items
                    && patch.get(ORDER + name) instanceof List<?> order
                    && merged.get(name) instanceof List<?> there) {
                merged.put(name, StrategicList.merged(name, there, items, order));
            } else {
                merged.put(
                        name,
                        value instanceof Map<?, ?> below
                                ? apply(
                                        merged.get(name) instanceof Map<?, ?> there
                                                ? there
                                                : Map.of(),
                                        below)
                                : value);
            }
        });
        return merged;
    }

    /// A strategic merge patch of a Service with the order of its ports, if that was left out.
    public static Map<?, ?> ofServices(Map<?, ?> patch) {
        if (!(patch.get("spec") instanceof Map<?, ?> spec)
                || !(spec.get("ports") instanceof List<?> ports)
                || spec.containsKey(ORDER + "ports")) {
            return patch;
        }
        var ordered = new LinkedHashMap<Object, Object>(spec);
        ordered.put(
                ORDER + "ports",
                ports.stream()
                        .filter(port ->
                                port instanceof Map<?, ?> named && named.containsKey("port"))
                        .map(port -> Map.of("port", ((Map<?, ?>) port).get("port")))
                        .toList());
        var whole = new LinkedHashMap<Object, Object>(patch);
        whole.put("spec", ordered);
        return whole;
    }
}
