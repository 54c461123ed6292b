package io.nodebus.nodeagent.cri;

import io.nodebus.cri.v1.ContainerMetadata;
import io.nodebus.cri.v1.ImageSpec;
import io.nodebus.cri.v1.KeyValue;
import io.nodebus.cri.v1.LinuxContainerConfig;
import io.nodebus.cri.v1.LinuxContainerResources;
import io.nodebus.nodeagent.runtime.ContainerConfig;

/// A container's config as the CRI spells it.
final class AskedContainer {
    private AskedContainer() {}

    static io.nodebus.cri.v1.ContainerConfig of(ContainerConfig config) {
        return io.nodebus.cri.v1.ContainerConfig.newBuilder()
                .setMetadata(
                        ContainerMetadata.newBuilder()
                                .setName(config.name())
                                .setAttempt(config.attempt()))
                .setImage(ImageSpec.newBuilder().setImage(config.image()))
                .addAllCommand(config.command())
                .addAllArgs(config.args())
                .setWorkingDir(config.workingDir().orElse(""))
                .addAllEnvs(
                        config.env().entrySet().stream()
                                .map(v ->
                                        KeyValue.newBuilder()
                                                .setKey(v.getKey())
                                                .setValue(v.getValue())
                                                .build())
                                .toList())
                .putAllLabels(config.labels())
                .putAllAnnotations(config.annotations())
                .setLogPath(config.logPath())
                .setStdin(config.stdin())
                .setStdinOnce(config.stdinOnce())
                .setTty(config.tty())
                .setLinux(
                        LinuxContainerConfig.newBuilder()
                                .setResources(resources(config.resources()))
                                .setSecurityContext(Isolation.CONTAINER))
                .build();
    }

    private static LinuxContainerResources resources(ContainerConfig.Resources resources) {
        return LinuxContainerResources.newBuilder()
                .setCpuShares(resources.cpuShares())
                .setCpuQuota(resources.cpuQuota())
                .setCpuPeriod(resources.cpuPeriod())
                .setMemoryLimitInBytes(resources.memoryBytes())
                .setOomScoreAdj(resources.oomScoreAdj())
                .build();
    }
}
