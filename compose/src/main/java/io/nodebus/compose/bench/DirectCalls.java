package io.nodebus.compose.bench;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.plane.PlaneNode;
import io.nodebus.nodeagent.cri.Containerd;
import io.nodebus.nodeagent.runtime.ContainerConfig;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// The floor: the calls the agent makes for a pod, made by hand one after the other, with nobody to
/// ask and nothing to write down. The configuration is that of a container the agent made.
final class DirectCalls implements AutoCloseable {
    private static final String SOCKET = "run/containerd/containerd.sock";
    private static final ContainerConfig.Resources BEST_EFFORT =
            new ContainerConfig.Resources(2, 0, 0, 0, 1000);

    private final Path root;
    private final Containerd runtime;
    private final String cgroupParent;
    private final String image;
    private final List<String> command;

    private DirectCalls(Path root, String cgroupParent, String image, List<String> command) {
        this.root = root;
        this.runtime = new Containerd(root.resolve(SOCKET));
        this.cgroupParent = cgroupParent;
        this.image = image;
        this.command = List.copyOf(command);
    }

    /// @param like a container of the agent's that runs
    static DirectCalls of(PlaneNode node, String like, String image, List<String> command) {
        var cgroup = info(node, like).at("Spec.linux").text("cgroupsPath");
        var pod = Path.of(cgroup).getParent();
        if (pod == null || pod.getParent() == null) {
            throw new IllegalStateException("no cgroup of a pod: " + cgroup);
        }
        return new DirectCalls(
                Path.of("/proc/%d/root".formatted(node.init())),
                String.valueOf(pod.getParent()),
                image,
                command);
    }

    /// What is the same in two containers' specs when they were made alike: everything but names.
    static String likeness(PlaneNode node, String container, String pod, String uid) {
        var spec = info(node, container).at("Spec");
        return new String(Json.write(spec.fields()), StandardCharsets.UTF_8)
                .replace(container, "CONTAINER")
                .replace(uid, "UID")
                .replace(pod, "POD")
                .replaceAll("[0-9a-f]{64}", "ID")
                .replaceAll("/proc/\\d+/", "/proc/PID/");
    }

    static Tree info(PlaneNode node, String container) {
        var json = node.inside("ctr", "-n", "k8s.io", "containers", "info", container).output();
        return Tree.of(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
    }

    /// @param nanos from the first call to the answer of the last
    record Made(String name, String uid, String sandbox, String container, long nanos) {}

    Made make(String name) throws IOException {
        var uid = UUID.randomUUID().toString();
        var sandbox = sandbox(name, uid);
        var began = System.nanoTime();
        var sandboxId = runtime.runSandbox(sandbox);
        runtime.sandbox(sandboxId);
        var imageId = runtime.image(image).orElseThrow().id();
        Files.createDirectories(root.resolve(sandbox.logDirectory().substring(1)).resolve("main"));
        var container = runtime.createContainer(sandboxId, sandbox, container(name, uid, imageId));
        runtime.startContainer(container);
        return new Made(name, uid, sandboxId, container, System.nanoTime() - began);
    }

    void remove(Made made) {
        runtime.stopSandbox(made.sandbox());
        runtime.removeSandbox(made.sandbox());
    }

    private SandboxConfig sandbox(String name, String uid) {
        return new SandboxConfig(
                "default",
                name,
                uid,
                0,
                name,
                "/var/log/pods/default_%s_%s".formatted(name, uid),
                "%s/pod%s".formatted(cgroupParent, uid),
                labels(name, uid),
                Map.of(),
                Optional.empty());
    }

    private ContainerConfig container(String name, String uid, String imageId) {
        var labels =
                labels(name, uid).entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        labels.put("io.kubernetes.container.name", "main");
        return new ContainerConfig(
                "main",
                0,
                imageId,
                command,
                List.of(),
                Optional.empty(),
                Map.of(),
                labels,
                Map.of(
                        "io.kubernetes.container.restartCount", "0",
                        "io.kubernetes.pod.terminationGracePeriod", "0"),
                "main/0.log",
                BEST_EFFORT,
                false,
                false,
                false);
    }

    private static Map<String, String> labels(String name, String uid) {
        return Map.of(
                "io.kubernetes.pod.name", name,
                "io.kubernetes.pod.namespace", "default",
                "io.kubernetes.pod.uid", uid);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
