package io.nodebus.nodeagent.faults;

import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.nodeagent.box.NodeBox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Pods that are bound in tests.
final class Pods {
    private Pods() {}

    /// Two containers that run until they are stopped.
    static Pod serving(String name) {
        return pod(name, "Always", List.of(container("app"), container("side")));
    }

    private static Map<String, Object> container(String name) {
        return container(name, Map.of("command", List.of("sleep", "3600")));
    }

    /// One container, which ends for good when it ends.
    static Pod once(String name, Map<String, Object> container) {
        return pod(name, "Never", List.of(container("app", container)));
    }

    static Pod again(String name, Map<String, Object> container) {
        return pod(name, "Always", List.of(container("app", container)));
    }

    private static Map<String, Object> container(String name, Map<String, Object> more) {
        var container = new LinkedHashMap<String, Object>();
        container.put("name", name);
        container.put("image", NodeBox.BUSYBOX);
        container.putAll(more);
        return container;
    }

    private static Pod pod(String name, String restarts, List<Map<String, Object>> containers) {
        return TreeReader.strict(
                Pod.class,
                Map.of(
                        "metadata",
                        Map.of("namespace", "default", "name", name, "uid", "uid-of-" + name),
                        "spec",
                        Map.of(
                                "restartPolicy",
                                restarts,
                                "terminationGracePeriodSeconds",
                                1L,
                                "containers",
                                containers)));
    }
}
