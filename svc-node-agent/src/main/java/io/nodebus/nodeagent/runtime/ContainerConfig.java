package io.nodebus.nodeagent.runtime;

import io.nodebus.contracts.meta.Sorted;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a container is made from.
///
/// @param attempt how often it was started before; also the name of its log file
/// @param image id or reference, present on the node
/// @param env in the order the variables are to be set
/// @param logPath relative to the sandbox's log directory: `<container>/<attempt>.log`
public record ContainerConfig(
        String name,
        int attempt,
        String image,
        List<String> command,
        List<String> args,
        Optional<String> workingDir,
        Map<String, String> env,
        Map<String, String> labels,
        Map<String, String> annotations,
        String logPath,
        Resources resources,
        boolean stdin,
        boolean stdinOnce,
        boolean tty) {
    public ContainerConfig {
        command = List.copyOf(command);
        args = List.copyOf(args);
        env = Sorted.asWritten(env);
        labels = Sorted.copy(labels);
        annotations = Sorted.copy(annotations);
    }

    /// cgroup and OOM values; 0 leaves the kernel's default.
    ///
    /// @param cpuShares 2 to 262144
    /// @param cpuQuota microseconds per period
    /// @param cpuPeriod microseconds
    /// @param memoryBytes limit
    /// @param oomScoreAdj -1000 to 1000
    public record Resources(
            long cpuShares, long cpuQuota, long cpuPeriod, long memoryBytes, long oomScoreAdj) {}
}
