package io.nodebus.api.admission;

import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import java.util.LinkedHashMap;
import java.util.Map;

/// JSON merge patch (RFC 7396): objects are merged, null removes, everything else replaces.
///
/// A strategic merge patch is taken as one: for the fields that can be changed here (metadata,
/// cordon, taints, data) both mean the same. Its directives are hints for lists we replace whole,
/// or refused.
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
}
