package io.nodebus.compose.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.compose.await.Await;
import io.nodebus.compose.box.RootOnly;
import io.nodebus.compose.box.TestBox;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.image.StockImages;
import io.nodebus.compose.tools.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The whole way: a manifest is posted, travels over Kafka, is placed, runs in containerd, and is
/// seen to run; then it is deleted, and is gone.
@RootOnly
class FirstLoopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String POD = PODS + "/first";

    @Test
    void aManifestBecomesARunningContainerAndADeletionEndsIt() throws Exception {
        try (var test = TestPlane.up("1");
                var api =
                        new ApiClient(
                                Server.ofPlane(test.plane().dir().path()),
                                Duration.ofSeconds(30))) {
            api.send("POST", PODS, Map.of(), manifest());
            Await.until(
                    "the pod runs",
                    PATIENCE,
                    () -> api.get(POD, Map.of()).at("status").text("phase").equals("Running"));

            var pod = api.get(POD, Map.of());
            assertEquals("n1", pod.at("spec").text("nodeName"));
            var node = test.plane().node("n1");
            var containers = node.inside("ctr", "-n", "k8s.io", "containers", "ls").output();
            assertTrue(containers.contains(StockImages.WEB), containers);
            var page = "http://%s:8080/".formatted(pod.at("status").text("podIP"));
            var answer = node.inside(busybox(), "wget", "-q", "-O", "-", page).run();
            assertEquals("hello from first\n", answer.out(), answer.err());

            api.send("DELETE", POD, Map.of(), Map.of());
            Await.until("the pod is gone", PATIENCE, () -> isGone(api));
            Await.until(
                    "its container is gone",
                    PATIENCE,
                    () ->
                            !node.inside("ctr", "-n", "k8s.io", "tasks", "ls")
                                    .output()
                                    .contains("RUNNING"));
        }
    }

    private static String busybox() {
        return TestBox.tools().get(Tool.BUSYBOX).toString();
    }

    private static boolean isGone(ApiClient api) {
        return api.get(PODS, Map.of()).list("items").stream()
                .map(pod -> pod.at("metadata").text("name"))
                .noneMatch("first"::equals);
    }

    private static Map<String, ?> manifest() {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", "first"),
                "spec",
                Map.of(
                        "terminationGracePeriodSeconds",
                        1,
                        "containers",
                        List.of(Map.of("name", "web", "image", StockImages.WEB))));
    }
}
