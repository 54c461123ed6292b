package io.nodebus.nodeagent.conformance;

import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.nodeagent.conformance.Suite.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Objects as the cases write them: only the fields that matter, so the ones our records require
/// are added.
public final class Written {
    private Written() {}

    public static PodSpec spec(Tree spec) {
        return TreeReader.lenient(PodSpec.class, completeSpec(spec));
    }

    public static Pod pod(Tree pod) {
        return TreeReader.lenient(
                Pod.class,
                Map.of(
                        "metadata",
                        plain(pod.at("metadata")),
                        "spec",
                        completeSpec(pod.at("spec"))));
    }

    public static Container container(Tree container) {
        return TreeReader.lenient(Container.class, completeContainer(container, "c"));
    }

    private static Map<String, Object> completeSpec(Tree spec) {
        var complete = plain(spec);
        var containers = new ArrayList<Object>();
        for (var container : spec.at("containers").items()) {
            containers.add(completeContainer(container, "c" + containers.size()));
        }
        complete.put("containers", List.copyOf(containers));
        return complete;
    }

    private static Map<String, Object> completeContainer(Tree container, String name) {
        var complete = plain(container);
        complete.putIfAbsent("name", name);
        complete.putIfAbsent("image", "busybox");
        return complete;
    }

    private static Map<String, Object> plain(Tree object) {
        var plain = new LinkedHashMap<String, Object>();
        object.entries()
                .forEach((key, each) -> {
                    var value = each.value();
                    if (value != null) {
                        plain.put(key, value);
                    }
                });
        return plain;
    }
}
