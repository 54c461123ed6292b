package io.nodebus.nodeagent.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A container runtime. Every call blocks: callers are virtual threads. Stop and remove succeed
/// when there is nothing to stop or remove. Every call may throw [RuntimeFailure].
public interface ContainerRuntime extends AutoCloseable {
    /// Name and version, as in `containerd 1.6.20`.
    String version();

    /// Conditions `RuntimeReady` and `NetworkReady`; what is not ready, with the runtime's words.
    List<RuntimeCondition> conditions();

    /// Makes and starts a sandbox; returns its id.
    String runSandbox(SandboxConfig config);

    /// With its address, unlike [#sandboxes()].
    Optional<Sandbox> sandbox(String id);

    List<Sandbox> sandboxes();

    void stopSandbox(String id);

    void removeSandbox(String id);

    /// Makes a container in a sandbox; returns its id. The folder of its log must be there: the
    /// runtime makes none.
    String createContainer(String sandboxId, SandboxConfig sandbox, ContainerConfig config);

    void startContainer(String id);

    /// SIGTERM (or the image's stop signal), then after the grace SIGKILL. Returns when it has
    /// ended.
    void stopContainer(String id, Duration grace);

    void removeContainer(String id);

    /// Without exit codes, times and reasons, which only [#container(String)] has.
    List<ContainerSeen> containers();

    Optional<ContainerSeen> container(String id);

    /// After this the runtime writes to a new file at the container's log path.
    void reopenLog(String containerId);

    Optional<Image> image(String reference);

    List<Image> images();

    /// Fetches an image; returns its id.
    String pullImage(String reference);

    void removeImage(String reference);

    /// Runs a command and waits; what it printed and its exit code.
    ExecResult exec(String containerId, List<String> command, Duration timeout);

    /// Where to stream stdin, stdout and stderr of a new process.
    String execUrl(String containerId, List<String> command, boolean tty, boolean stdin);

    String attachUrl(String containerId, boolean tty, boolean stdin);

    String portForwardUrl(String sandboxId, List<Integer> ports);

    Optional<ContainerUsage> usage(String containerId);

    /// What happens from now on. No replay: after [RuntimeEvent.Reconnected] the hearer lists.
    /// Calls come from a thread of the runtime's and must not block.
    AutoCloseable events(Consumer<RuntimeEvent> hearer);

    @Override
    void close();
}
