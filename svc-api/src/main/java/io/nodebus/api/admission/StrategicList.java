package io.nodebus.api.admission;

import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists in strategic merge patches: items that are not named stay, `$patch: delete` removes one.
///
/// Which key names an item is read from the order that comes along: `[{"port": 80}]`.
final class StrategicList {
    private static final String DIRECTIVE = "$patch";

    private StrategicList() {}

    /// @throws Refused when the key does not tell two items apart
    static List<?> merged(String name, List<?> there, List<?> patch, List<?> order) {
        var key = key(order);
        if (key.isEmpty()) {
            return patch;
        }
        var ids = new LinkedHashSet<String>();
        for (var items : List.of(order, there, patch)) {
            items.forEach(item -> ids.add(id(name, key.get(), item)));
        }
        var merged = new ArrayList<Object>();
        for (var id : ids) {
            var was = only(name, key.get(), id, there);
            only(name, key.get(), id, patch)
                    .ifPresentOrElse(
                            change -> {
                                if (!"delete".equals(change.get(DIRECTIVE))) {
                                    merged.add(
                                            MergePatch.apply(
                                                    was.isPresent() ? was.get() : Map.of(),
                                                    change));
                                }
                            },
                            () -> was.ifPresent(merged::add));
        }
        return merged;
    }

    private static Optional<Object> key(List<?> order) {
        return order.stream()
                .filter(item -> item instanceof Map<?, ?> named && named.size() == 1)
                .findFirst()
                .map(item -> ((Map<?, ?>) item).keySet().iterator().next());
    }

    /// As text: a number that was parsed and one of ours are of different classes.
    private static String id(String name, Object key, Object item) {
        var id = item instanceof Map<?, ?> fields ? fields.get(key) : null;
        if (id != null) {
            return id.toString();
        }
        throw new Refused(
                Refusal.badRequest(
                        "an item of %s has no %s: in a strategic merge patch it names the item"
                                .formatted(name, key)));
    }

    private static Optional<Map<?, ?>> only(String name, Object key, String id, List<?> items) {
        var named = new ArrayList<Map<?, ?>>();
        for (var item : items) {
            if (item instanceof Map<?, ?> fields && id.equals(id(name, key, item))) {
                named.add(fields);
            }
        }
        if (named.size() > 1) {
            throw new Refused(
                    Refusal.badRequest(
                            "two items of %s have %s %s: a strategic merge patch cannot tell them"
                                            .formatted(name, key, id)
                                    + " apart, send a merge patch or replace the object"));
        }
        return named.stream().findFirst();
    }
}
