package io.nodebus.api.why;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// One link in the chain behind an object: who decided what, when, and in which record that stands.
///
/// @param object `pod/namespace/name`, `node/name`...
/// @param record where this was read
public record Link(String object, String uid, Instant at, Evidence record, Because because) {
    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("object", object);
        tree.put("uid", uid);
        tree.put("at", at.toString());
        tree.putAll(place(record));
        var why = new LinkedHashMap<String, Object>();
        why.put("reason", because.reason());
        why.put("message", because.message());
        why.put("figures", because.figures());
        why.put("evidence", because.evidence().stream().map(Link::place).toList());
        tree.put("because", why);
        return tree;
    }

    private static Map<String, Object> place(Evidence evidence) {
        var place = new LinkedHashMap<String, Object>();
        place.put("topic", evidence.topic());
        place.put("partition", evidence.partition());
        place.put("offset", evidence.offset());
        return place;
    }
}
