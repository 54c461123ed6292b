package io.nodebus.compose.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.compose.await.Await;
import io.nodebus.compose.box.RootOnly;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.image.BadArchive;
import io.nodebus.compose.image.StockImages;
import io.nodebus.compose.image.TestArchives;
import io.nodebus.compose.relay.PullProxy;
import io.nodebus.compose.scratch.ScratchPods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// How images get onto nodes that have no way out: from a file, and from a registry through the
/// relay.
@RootOnly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PROXY = "http://127.0.0.1:3128";

    /// Known to nobody but the plane's own containerds.
    private static final String REGISTRY = "registry.nodebus.test";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private Path folder;
    private TestPlane test;
    private ScratchPods pods;
    private TestRegistry registry;

    @BeforeAll
    void startsAPlaneAndARegistry(@TempDir Path shared) throws Exception {
        folder = shared;
        registry = TestRegistry.start(folder);
        open.push(registry);
        test = TestPlane.up("2");
        open.push(test);
        var api = new ApiClient(Server.ofPlane(test.plane().dir().path()), Duration.ofSeconds(30));
        open.push(api);
        pods = new ScratchPods(api);
    }

    @AfterAll
    void endsThem() throws Exception {
        for (var it : open) {
            it.close();
        }
    }

    @Test
    void whatDockerSavedIsOnEveryNodeAndRuns() throws Exception {
        var file = file("saved.tar", TestArchives.dockerSave("team/saved:1"));
        assertEquals(List.of("docker.io/team/saved:1"), test.plane().loadImages(file));
        assertEveryNodeHas("docker.io/team/saved:1");
        pods.create("saved", "team/saved:1");
        awaitRunning("saved");
    }

    @Test
    void anOciArchiveIsOnEveryNode() throws Exception {
        var file = file("oci.tar", TestArchives.oci("localhost/team/oci:1"));
        assertEquals(List.of("localhost/team/oci:1"), test.plane().loadImages(file));
        assertEveryNodeHas("localhost/team/oci:1");
    }

    @Test
    void aNodeThatHadNoPowerFindsTheImageWhenItBoots() throws Exception {
        var late = test.plane().node("n2");
        late.powerOff();
        test.plane().loadImages(file("late.tar", TestArchives.oci("localhost/team/late:1")));
        late.powerOn();
        Await.until("n2 has the image", PATIENCE, () -> has(late.name(), "localhost/team/late:1"));
        assertEveryNodeHas("localhost/team/late:1");
    }

    @Test
    void aWrongFileIsRefusedAndNotKept() throws Exception {
        var kept = kept();
        var file = file("wrong.tar", new byte[5000]);
        var bad = assertThrows(BadArchive.class, () -> test.plane().loadImages(file));
        assertTrue(String.valueOf(bad.getMessage()).startsWith(file + " is no docker save"));
        assertEquals(kept, kept());
    }

    @Test
    void pullsLeaveThroughTheRelay() throws Exception {
        push(StockImages.BUSYBOX, "team/shell:1");
        nameTheRegistry();
        pods.create("pulled", REGISTRY + "/team/shell:1", "sleep", "600");
        awaitRunning("pulled");

        pods.create("missing", REGISTRY + "/team/shell:2", "sleep", "600");
        var failed =
                Await.present("the pull fails", PATIENCE, () -> waiting("missing", "ErrImagePull"));
        assertTrue(failed.contains(REGISTRY + "/team/shell:2"), failed);
        assertTrue(failed.contains("not found"), failed);
        var backOff =
                Await.present(
                        "it is tried later and later",
                        PATIENCE,
                        () -> waiting("missing", "ImagePullBackOff"));
        assertTrue(backOff.contains("not found"), backOff);
    }

    /// From a node, as a person would who has an image there.
    private void push(String image, String name) {
        test.plane()
                .node("n1")
                .inside("ctr", "-n", "k8s.io", "images", "push", "--plain-http")
                .and("%s:%d/%s".formatted(PullProxy.HOST, registry.port(), name), image)
                .with("HTTP_PROXY", PROXY)
                .output();
    }

    private void nameTheRegistry() throws IOException {
        var settings = test.plane().dir().registries().resolve(REGISTRY).resolve("hosts.toml");
        Files.createDirectories(settings.resolveSibling(""));
        Files.writeString(
                settings,
                """
                server = "http://%1$s:%2$d"
                [host."http://%1$s:%2$d"]
                  capabilities = ["pull", "resolve"]
                """
                        .formatted(PullProxy.HOST, registry.port()));
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private List<Path> kept() throws IOException {
        try (var files = Files.list(test.plane().dir().images())) {
            return files.sorted().toList();
        }
    }

    private void assertEveryNodeHas(String image) {
        for (var node : test.plane().nodes()) {
            assertTrue(has(node.name(), image), node.name());
        }
    }

    private boolean has(String node, String image) {
        return test.plane()
                .node(node)
                .inside("ctr", "-n", "k8s.io", "images", "ls", "-q")
                .run()
                .out()
                .lines()
                .anyMatch(image::equals);
    }

    private void awaitRunning(String pod) {
        Await.until(pod + " runs", PATIENCE, () -> pods.runs(pod));
    }

    /// What its container waits with, if with this reason.
    private Optional<String> waiting(String pod, String reason) {
        return pods.get(pod).at("status").list("containerStatuses").stream()
                .map(status -> status.at("state").at("waiting"))
                .filter(waiting -> reason.equals(waiting.text("reason")))
                .map(waiting -> waiting.text("message"))
                .findFirst();
    }
}
