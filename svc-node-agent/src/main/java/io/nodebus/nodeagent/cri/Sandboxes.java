package io.nodebus.nodeagent.cri;

import io.nodebus.cri.v1.DnsConfig;
import io.nodebus.cri.v1.LinuxPodSandboxConfig;
import io.nodebus.cri.v1.LinuxSandboxSecurityContext;
import io.nodebus.cri.v1.ListPodSandboxRequest;
import io.nodebus.cri.v1.PodSandboxConfig;
import io.nodebus.cri.v1.PodSandboxMetadata;
import io.nodebus.cri.v1.PodSandboxState;
import io.nodebus.cri.v1.PodSandboxStatusRequest;
import io.nodebus.cri.v1.RemovePodSandboxRequest;
import io.nodebus.cri.v1.RunPodSandboxRequest;
import io.nodebus.cri.v1.StopPodSandboxRequest;
import io.nodebus.nodeagent.runtime.Sandbox;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The CRI's calls about sandboxes.
final class Sandboxes {
    /// kubelet's: twice the usual, because the network of the pod is made meanwhile.
    private static final Duration RUN = Wire.USUAL.multipliedBy(2);

    private final Wire wire;

    Sandboxes(Wire wire) {
        this.wire = wire;
    }

    String run(SandboxConfig config) {
        var request = RunPodSandboxRequest.newBuilder().setConfig(asked(config)).build();
        return wire.runtime(RUN, stub -> stub.runPodSandbox(request)).getPodSandboxId();
    }

    Optional<Sandbox> find(String id) {
        var request = PodSandboxStatusRequest.newBuilder().setPodSandboxId(id).build();
        return Missing.asEmpty(() -> wire.runtime(stub -> stub.podSandboxStatus(request)))
                .map(answer -> answer.getStatus())
                .map(status ->
                        seen(
                                status.getId(),
                                status.getMetadata(),
                                status.getState(),
                                status.getCreatedAt(),
                                Spelling.text(status.getNetwork().getIp()),
                                status.getLabelsMap()));
    }

    List<Sandbox> list() {
        return wire
                .runtime(stub -> stub.listPodSandbox(ListPodSandboxRequest.getDefaultInstance()))
                .getItemsList()
                .stream()
                .map(item ->
                        seen(
                                item.getId(),
                                item.getMetadata(),
                                item.getState(),
                                item.getCreatedAt(),
                                Optional.empty(),
                                item.getLabelsMap()))
                .toList();
    }

    void stop(String id) {
        var request = StopPodSandboxRequest.newBuilder().setPodSandboxId(id).build();
        Missing.isDone(() -> wire.runtime(stub -> stub.stopPodSandbox(request)));
    }

    void remove(String id) {
        var request = RemovePodSandboxRequest.newBuilder().setPodSandboxId(id).build();
        Missing.isDone(() -> wire.runtime(stub -> stub.removePodSandbox(request)));
    }

    static PodSandboxConfig asked(SandboxConfig config) {
        var asked =
                PodSandboxConfig.newBuilder()
                        .setMetadata(
                                PodSandboxMetadata.newBuilder()
                                        .setName(config.name())
                                        .setUid(config.uid())
                                        .setNamespace(config.namespace())
                                        .setAttempt(config.attempt()))
                        .setHostname(config.hostname())
                        .setLogDirectory(config.logDirectory())
                        .putAllLabels(config.labels())
                        .putAllAnnotations(config.annotations())
                        .setLinux(
                                LinuxPodSandboxConfig.newBuilder()
                                        .setCgroupParent(config.cgroupParent())
                                        .setSecurityContext(
                                                LinuxSandboxSecurityContext.newBuilder()
                                                        .setNamespaceOptions(
                                                                Isolation.NAMESPACES)));
        config.dns()
                .ifPresent(dns ->
                        asked.setDnsConfig(
                                DnsConfig.newBuilder()
                                        .addAllServers(dns.servers())
                                        .addAllSearches(dns.searches())
                                        .addAllOptions(dns.options())));
        return asked.build();
    }

    private static Sandbox seen(
            String id,
            PodSandboxMetadata metadata,
            PodSandboxState state,
            long createdAt,
            Optional<String> ip,
            Map<String, String> labels) {
        return new Sandbox(
                id,
                metadata.getNamespace(),
                metadata.getName(),
                metadata.getUid(),
                metadata.getAttempt(),
                state == PodSandboxState.SANDBOX_READY,
                Spelling.at(createdAt),
                ip,
                labels);
    }
}
