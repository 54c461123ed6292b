package io.nodebus.nodeagent.work;

import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.wire.TreeReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Pods in one line: `default/web u1 app=busybox side=busybox restart=Never cpu=500m`.
final class Pods {
    private static final List<String> OPTIONS =
            List.of("restart", "grace", "cpu", "memory", "policy", "delete", "node");

    private Pods() {}

    static Pod pod(String key, String uid, List<String> words) {
        var containers = new ArrayList<Map<String, Object>>();
        for (var word : words) {
            var name = word.substring(0, word.indexOf('='));
            if (!OPTIONS.contains(name)) {
                containers.add(container(name, word.substring(name.length() + 1), words));
            }
        }
        var spec = new LinkedHashMap<String, Object>();
        spec.put("containers", containers);
        Script.option(words, "restart").ifPresent(it -> spec.put("restartPolicy", it));
        Script.option(words, "grace")
                .ifPresent(it -> spec.put("terminationGracePeriodSeconds", Long.parseLong(it)));
        var slash = key.indexOf('/');
        return TreeReader.strict(
                Pod.class,
                Map.of(
                        "metadata",
                        Map.of(
                                "namespace", key.substring(0, slash),
                                "name", key.substring(slash + 1),
                                "uid", uid),
                        "spec",
                        spec));
    }

    private static Map<String, Object> container(String name, String image, List<String> words) {
        var container = new LinkedHashMap<String, Object>();
        container.put("name", name);
        container.put("image", image);
        Script.option(words, "policy").ifPresent(it -> container.put("imagePullPolicy", it));
        var limits = new LinkedHashMap<String, String>();
        Script.option(words, "cpu").ifPresent(it -> limits.put("cpu", it));
        Script.option(words, "memory").ifPresent(it -> limits.put("memory", it));
        container.put("resources", Map.of("limits", limits));
        container.put("ports", List.of(Map.of("name", name + "-port", "containerPort", 80)));
        return container;
    }
}
