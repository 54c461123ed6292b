package io.nodebus.compose.scratch;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.image.StockImages;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Pods of the namespace `default`, made and looked at through a plane's front door.
public record ScratchPods(ApiClient api) {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final List<String> COMMAND = List.of("sleep", "1d");

    /// What every container of a sleeper runs.
    public static List<String> sleeping() {
        return COMMAND;
    }

    /// Wants a pod of busybox that does nothing, and does not hear when it is to end.
    public void sleeper(String name, long graceSeconds, String... containers) {
        var all =
                Arrays.stream(containers)
                        .map(it -> container(it, StockImages.BUSYBOX, COMMAND))
                        .toList();
        create(name, Map.of("terminationGracePeriodSeconds", graceSeconds, "containers", all));
    }

    /// Wants a pod of one container.
    ///
    /// @param command none: what the image says
    public void create(String name, String image, String... command) {
        create(name, Map.of("containers", List.of(container("main", image, List.of(command)))));
    }

    /// Wants a pod with the label `app`.
    public void labelled(String name, String app, String image) {
        create(
                name,
                Map.of("app", app),
                Map.of("containers", List.of(container("main", image, List.of()))));
    }

    private void create(String name, Map<String, ?> spec) {
        create(name, Map.of(), spec);
    }

    private void create(String name, Map<String, String> labels, Map<String, ?> spec) {
        var pod = new LinkedHashMap<String, Object>();
        pod.put("apiVersion", "v1");
        pod.put("kind", "Pod");
        pod.put("metadata", Map.of("name", name, "labels", labels));
        pod.put("spec", spec);
        api.send("POST", PODS, Map.of(), pod);
    }

    private static Map<String, ?> container(String name, String image, List<String> command) {
        return Map.of("name", name, "image", image, "command", command);
    }

    public Tree get(String name) {
        return api.get(PODS + "/" + name, Map.of());
    }

    public boolean runs(String name) {
        return get(name).at("status").text("phase").equals("Running");
    }

    public void delete(String name) {
        api.send("DELETE", PODS + "/" + name, Map.of(), Map.of());
    }

    /// Whether nothing is known of it any more.
    public boolean isForgotten(String name) {
        return api.get(PODS, Map.of()).list("items").stream()
                .noneMatch(pod -> pod.at("metadata").text("name").equals(name));
    }
}
