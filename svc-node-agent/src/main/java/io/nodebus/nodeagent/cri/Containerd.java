package io.nodebus.nodeagent.cri;

import io.nodebus.cri.v1.StatusRequest;
import io.nodebus.cri.v1.VersionRequest;
import io.nodebus.nodeagent.runtime.ContainerConfig;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.ContainerUsage;
import io.nodebus.nodeagent.runtime.ExecResult;
import io.nodebus.nodeagent.runtime.Image;
import io.nodebus.nodeagent.runtime.RuntimeCondition;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.runtime.Sandbox;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// containerd 1.6 to 2.x over CRI v1 and its own events. Holds no state but the connection, which
/// comes back by itself: a runtime that is down makes calls fail, not this object.
public final class Containerd implements ContainerRuntime {
    private final Wire wire;
    private final Sandboxes sandboxes;
    private final Containers containers;
    private final Images images;
    private final Processes processes;

    /// @param socket containerd's, e.g. `/run/containerd/containerd.sock`
    public Containerd(Path socket) {
        wire = new Wire(socket);
        sandboxes = new Sandboxes(wire);
        containers = new Containers(wire);
        images = new Images(wire);
        processes = new Processes(wire);
    }

    @Override
    public String version() {
        var version = wire.runtime(stub -> stub.version(VersionRequest.getDefaultInstance()));
        return version.getRuntimeName() + " " + version.getRuntimeVersion();
    }

    @Override
    public List<RuntimeCondition> conditions() {
        var answer = wire.runtime(stub -> stub.status(StatusRequest.getDefaultInstance()));
        return answer.getStatus().getConditionsList().stream()
                .map(c ->
                        new RuntimeCondition(
                                c.getType(), c.getStatus(), c.getReason(), c.getMessage()))
                .toList();
    }

    @Override
    public String runSandbox(SandboxConfig config) {
        return sandboxes.run(config);
    }

    @Override
    public Optional<Sandbox> sandbox(String id) {
        return sandboxes.find(id);
    }

    @Override
    public List<Sandbox> sandboxes() {
        return sandboxes.list();
    }

    @Override
    public void stopSandbox(String id) {
        sandboxes.stop(id);
    }

    @Override
    public void removeSandbox(String id) {
        sandboxes.remove(id);
    }

    @Override
    public String createContainer(String sandboxId, SandboxConfig sandbox, ContainerConfig config) {
        return containers.create(sandboxId, sandbox, config);
    }

    @Override
    public void startContainer(String id) {
        containers.start(id);
    }

    @Override
    public void stopContainer(String id, Duration grace) {
        containers.stop(id, grace);
    }

    @Override
    public void removeContainer(String id) {
        containers.remove(id);
    }

    @Override
    public List<ContainerSeen> containers() {
        return containers.list();
    }

    @Override
    public Optional<ContainerSeen> container(String id) {
        return containers.find(id);
    }

    @Override
    public void reopenLog(String containerId) {
        containers.reopenLog(containerId);
    }

    @Override
    public Optional<Image> image(String reference) {
        return images.find(reference);
    }

    @Override
    public List<Image> images() {
        return images.list();
    }

    @Override
    public String pullImage(String reference) {
        return images.pull(reference);
    }

    @Override
    public void removeImage(String reference) {
        images.remove(reference);
    }

    @Override
    public ExecResult exec(String containerId, List<String> command, Duration timeout) {
        return processes.exec(containerId, command, timeout);
    }

    @Override
    public String execUrl(String containerId, List<String> command, boolean tty, boolean stdin) {
        return processes.execUrl(containerId, command, tty, stdin);
    }

    @Override
    public String attachUrl(String containerId, boolean tty, boolean stdin) {
        return processes.attachUrl(containerId, tty, stdin);
    }

    @Override
    public String portForwardUrl(String sandboxId, List<Integer> ports) {
        return processes.portForwardUrl(sandboxId, ports);
    }

    @Override
    public Optional<ContainerUsage> usage(String containerId) {
        return containers.usage(containerId);
    }

    @Override
    public AutoCloseable events(Consumer<RuntimeEvent> hearer) {
        return EventStream.open(wire, hearer);
    }

    @Override
    public void close() {
        wire.close();
    }
}
