package io.nodebus.nodeagent.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plain sandboxes and containers for tests.
public final class Configs {
    private Configs() {}

    public static SandboxConfig sandbox(String name, int attempt, String cgroup) {
        var uid = name + "-uid";
        return new SandboxConfig(
                "default",
                name,
                uid,
                attempt,
                name,
                "/var/log/pods/default_" + name + "_" + uid,
                cgroup + "/kubepods/pod" + uid,
                Map.of(
                        "io.kubernetes.pod.name", name,
                        "io.kubernetes.pod.namespace", "default",
                        "io.kubernetes.pod.uid", uid),
                Map.of("note", "of the sandbox"),
                Optional.of(
                        new SandboxConfig.Dns(
                                List.of("169.254.20.10"),
                                List.of("svc.local"),
                                List.of("ndots:5"))));
    }

    public static ContainerConfig container(
            String name, int attempt, String image, String... command) {
        return new ContainerConfig(
                name,
                attempt,
                image,
                List.of(command),
                List.of(),
                Optional.empty(),
                Map.of("COLOUR", "green"),
                Map.of("io.kubernetes.container.name", name),
                Map.of("note", "of the container"),
                name + "/" + attempt + ".log",
                new ContainerConfig.Resources(0, 0, 0, 0, 0),
                false,
                false,
                false);
    }

    public static ContainerConfig limitedTo(long memoryBytes, ContainerConfig config) {
        return new ContainerConfig(
                config.name(),
                config.attempt(),
                config.image(),
                config.command(),
                config.args(),
                config.workingDir(),
                config.env(),
                config.labels(),
                config.annotations(),
                config.logPath(),
                new ContainerConfig.Resources(2, 0, 0, memoryBytes, 1000),
                config.stdin(),
                config.stdinOnce(),
                config.tty());
    }
}
