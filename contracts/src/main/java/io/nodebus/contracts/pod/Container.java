package io.nodebus.contracts.pod;

import java.util.List;
import java.util.Optional;

/// One container of a pod.
///
/// @param command replaces the image's entrypoint; `args` its arguments
public record Container(
        String name,
        String image,
        List<String> command,
        List<String> args,
        Optional<String> workingDir,
        List<ContainerPort> ports,
        List<EnvFromSource> envFrom,
        List<EnvVar> env,
        Optional<ResourceRequirements> resources,
        Optional<PullPolicy> imagePullPolicy,
        Optional<Boolean> stdin,
        Optional<Boolean> stdinOnce,
        Optional<Boolean> tty) {
    public Container {
        command = List.copyOf(command);
        args = List.copyOf(args);
        ports = List.copyOf(ports);
        envFrom = List.copyOf(envFrom);
        env = List.copyOf(env);
    }

    /// What it asks for and is limited to; nothing when it does not say.
    public ResourceRequirements requirements() {
        return resources.orElse(ResourceRequirements.NONE);
    }

    /// The pull policy that holds: `Always` for a tag `latest` or none, else `IfNotPresent`, unless
    /// it says.
    public PullPolicy pulls() {
        return imagePullPolicy.orElseGet(() ->
                untagged() || image.endsWith(":latest")
                        ? PullPolicy.Always
                        : PullPolicy.IfNotPresent);
    }

    private boolean untagged() {
        return !image.contains("@") && image.indexOf(':', image.lastIndexOf('/') + 1) < 0;
    }
}
