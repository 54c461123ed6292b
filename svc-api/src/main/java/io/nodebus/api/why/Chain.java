package io.nodebus.api.why;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that is known of how one object came to be as it is, in the order in which it happened.
///
/// @param summary one sentence for people
/// @param links empty when nobody ever spoke of the object
public record Chain(String object, String uid, String summary, List<Link> links) {
    public Chain {
        links = List.copyOf(links);
    }

    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "Why");
        tree.put("apiVersion", "nodebus.io/v1");
        tree.put("object", object);
        tree.put("uid", uid);
        tree.put("summary", summary);
        tree.put("items", links.stream().map(Link::tree).toList());
        return tree;
    }
}
