package io.nodebus.nodeagent.cri;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nodebus.nodeagent.await.Await;
import io.nodebus.nodeagent.box.NodeBox;
import io.nodebus.nodeagent.runtime.Configs;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.RuntimeContract;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.nodebus.nodeagent.runtime.RuntimeUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The contract against a real containerd, and what only a real one does.
class ContainerdIT extends RuntimeContract {
    private static @Nullable NodeBox opened;
    private static @Nullable Containerd dialled;

    @BeforeAll
    static void openABox() {
        var missing = NodeBox.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        var box = NodeBox.open();
        opened = box;
        var containerd = new Containerd(box.socket());
        dialled = containerd;
        Await.until("the images are known", () -> containerd.image(NodeBox.BUSYBOX).isPresent());
    }

    @AfterAll
    static void closeIt() {
        if (dialled != null) {
            dialled.close();
        }
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void aKilledContainerdLeavesContainersAloneAndIsHeardAgain() throws IOException {
        var sandbox = runtime().runSandbox(pod());
        var id = started(sandbox, "sleep", "3600");
        box().killContainerd();
        heard().awaitCount(RuntimeEvent.Disconnected.class, 1);
        RuntimeUnderTest.assertKind(RuntimeFailure.Kind.UNAVAILABLE, () -> runtime().version());
        box().start();
        heard().awaitCount(RuntimeEvent.Reconnected.class, 2);
        assertEquals(1, heard().count(RuntimeEvent.Disconnected.class), "said once");
        assertEquals(ContainerSeen.State.RUNNING, runtime().container(id).orElseThrow().state());
        assertEquals(
                "on\n", runtime().exec(id, List.of("echo", "on"), Duration.ofSeconds(5)).stdout());
        runtime().stopContainer(id, Duration.ZERO);
        assertEquals(137, heard().awaitExit(id).exitCode());
    }

    @Test
    void callsWorkSoonWhenContainerdIsBackAfterLong() {
        box().killContainerd();
        // Each refused call makes gRPC wait longer before it dials again, unless told otherwise.
        for (var i = 0; i < 20; i++) {
            RuntimeUnderTest.assertKind(RuntimeFailure.Kind.UNAVAILABLE, () -> runtime().version());
        }
        box().start();
        var back = System.nanoTime();
        Await.until("a call works", () -> answers());
        var waited = Duration.ofNanos(System.nanoTime() - back);
        assertTrue(waited.compareTo(Duration.ofSeconds(2)) < 0, waited.toString());
    }

    private boolean answers() {
        try {
            return !runtime().version().isEmpty();
        } catch (RuntimeFailure stillAway) {
            return false;
        }
    }

    @Test
    void anImageThatComesAndGoesIsHeard() {
        box().ctr("images", "tag", NodeBox.BUSYBOX, "localhost/nodebus/other:1");
        heard().await(new RuntimeEvent.ImagesChanged("localhost/nodebus/other:1"));
        Await.until(
                "the runtime knows it",
                () -> runtime().image("localhost/nodebus/other:1").isPresent());
        box().ctr("images", "rm", "localhost/nodebus/other:1");
        Await.until(
                "it is heard to go", () -> heard().count(RuntimeEvent.ImagesChanged.class) >= 2);
    }

    @Test
    void anExitIsHeardWithinMilliseconds() throws IOException {
        var sandbox = runtime().runSandbox(pod());
        var late = new ArrayList<Long>();
        var behind = new ArrayList<Long>();
        for (var attempt = 0; attempt < 20; attempt++) {
            var id = created(sandbox, attempt, "true");
            runtime().startContainer(id);
            var exit = Await.present("exit", () -> heard().exit(id));
            var event = (RuntimeEvent.Exited) exit.event();
            late.add(Duration.between(event.at(), exit.at()).toNanos() / 1000);
            exited(id);
            behind.add(Duration.between(exit.at(), Instant.now()).toMillis());
            runtime().removeContainer(id);
        }
        late.sort(null);
        behind.sort(null);
        System.out.printf(
                "exit -> heard: p50 %d µs, max %d µs; heard -> the CRI says EXITED: p50 %d ms, max"
                        + " %d ms%n",
                late.get(10), late.getLast(), behind.get(10), behind.getLast());
        assertTrue(late.get(10) < 100_000, "p50 in µs: " + late.get(10));
    }

    @Test
    void theStreamsHaveAddresses() throws IOException {
        var sandbox = runtime().runSandbox(pod());
        var id = started(sandbox, "sleep", "3600");
        var local = "http://127\\.0\\.0\\.1:\\d+/%s/\\S+";
        assertTrue(
                runtime().execUrl(id, List.of("sh"), true, true).matches(local.formatted("exec")));
        assertTrue(runtime().attachUrl(id, false, false).matches(local.formatted("attach")));
        assertTrue(
                runtime()
                        .portForwardUrl(sandbox, List.of(80))
                        .matches(local.formatted("portforward")));
    }

    @Test
    void aContainerIsAloneInItsProcessNamespaceAndInItsCgroup() throws IOException {
        var sandbox = runtime().runSandbox(pod());
        logFolder();
        var config =
                Configs.limitedTo(
                        32 << 20, Configs.container("main", 0, busybox(), "sleep", "3600"));
        var id = runtime().createContainer(sandbox, pod(), config);
        runtime().startContainer(id);
        var seen =
                runtime()
                        .exec(
                                id,
                                List.of("cat", "/proc/1/cmdline", "/proc/1/cgroup"),
                                Duration.ofSeconds(5))
                        .stdout();
        assertTrue(seen.startsWith("sleep\0003600"), seen);
        assertTrue(seen.contains(pod().cgroupParent() + "/" + id), seen);
    }

    @Override
    public ContainerRuntime runtime() {
        return Objects.requireNonNull(dialled);
    }

    @Override
    public String busybox() {
        return NodeBox.BUSYBOX;
    }

    @Override
    public Path seen(String path) {
        return box().seen(path);
    }

    @Override
    public String cgroup() {
        return box().cgroup();
    }

    private static NodeBox box() {
        return Objects.requireNonNull(opened);
    }
}
