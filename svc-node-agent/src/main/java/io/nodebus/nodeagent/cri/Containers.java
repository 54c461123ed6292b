package io.nodebus.nodeagent.cri;

import io.nodebus.cri.v1.Container;
import io.nodebus.cri.v1.ContainerFilter;
import io.nodebus.cri.v1.ContainerState;
import io.nodebus.cri.v1.ContainerStatsRequest;
import io.nodebus.cri.v1.ContainerStatus;
import io.nodebus.cri.v1.ContainerStatusRequest;
import io.nodebus.cri.v1.CreateContainerRequest;
import io.nodebus.cri.v1.ListContainersRequest;
import io.nodebus.cri.v1.RemoveContainerRequest;
import io.nodebus.cri.v1.ReopenContainerLogRequest;
import io.nodebus.cri.v1.StartContainerRequest;
import io.nodebus.cri.v1.StopContainerRequest;
import io.nodebus.nodeagent.runtime.ContainerConfig;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.ContainerUsage;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The CRI's calls about containers.
final class Containers {
    private final Wire wire;

    Containers(Wire wire) {
        this.wire = wire;
    }

    String create(String sandboxId, SandboxConfig sandbox, ContainerConfig config) {
        var request =
                CreateContainerRequest.newBuilder()
                        .setPodSandboxId(sandboxId)
                        .setConfig(AskedContainer.of(config))
                        .setSandboxConfig(Sandboxes.asked(sandbox))
                        .build();
        return wire.runtime(stub -> stub.createContainer(request)).getContainerId();
    }

    void start(String id) {
        var request = StartContainerRequest.newBuilder().setContainerId(id).build();
        wire.runtime(stub -> stub.startContainer(request));
    }

    void stop(String id, Duration grace) {
        var request =
                StopContainerRequest.newBuilder()
                        .setContainerId(id)
                        .setTimeout(wholeSeconds(grace))
                        .build();
        Missing.isDone(
                () -> wire.runtime(grace.plus(Wire.USUAL), stub -> stub.stopContainer(request)));
    }

    void remove(String id) {
        var request = RemoveContainerRequest.newBuilder().setContainerId(id).build();
        Missing.isDone(() -> wire.runtime(stub -> stub.removeContainer(request)));
    }

    List<ContainerSeen> list() {
        return listed(ListContainersRequest.getDefaultInstance()).stream()
                .map(item -> seen(item, ContainerStatus.getDefaultInstance(), item.getState()))
                .toList();
    }

    /// Asks twice: only the list knows the sandbox and, on containerd 1.6, the image's id; only the
    /// status knows how it ended.
    Optional<ContainerSeen> find(String id) {
        var filter = ContainerFilter.newBuilder().setId(id);
        var items = listed(ListContainersRequest.newBuilder().setFilter(filter).build());
        if (items.isEmpty()) {
            return Optional.empty();
        }
        var request = ContainerStatusRequest.newBuilder().setContainerId(id).build();
        return Missing.asEmpty(() -> wire.runtime(stub -> stub.containerStatus(request)))
                .map(answer -> answer.getStatus())
                .map(status -> seen(items.getFirst(), status, status.getState()));
    }

    void reopenLog(String id) {
        var request = ReopenContainerLogRequest.newBuilder().setContainerId(id).build();
        wire.runtime(stub -> stub.reopenContainerLog(request));
    }

    /// Asks again only when refused: what does not run has no figures, and containerd 1.6 says so
    /// in words of its own.
    Optional<ContainerUsage> usage(String id) {
        try {
            return figures(id);
        } catch (RuntimeFailure refused) {
            if (find(id).filter(c -> c.state() == ContainerSeen.State.RUNNING).isPresent()) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    private Optional<ContainerUsage> figures(String id) {
        var request = ContainerStatsRequest.newBuilder().setContainerId(id).build();
        var stats = wire.runtime(stub -> stub.containerStats(request)).getStats();
        return stats.hasCpu() && stats.hasMemory()
                ? Optional.of(
                        new ContainerUsage(
                                Spelling.at(stats.getCpu().getTimestamp()),
                                stats.getCpu().getUsageCoreNanoSeconds().getValue(),
                                stats.getMemory().getWorkingSetBytes().getValue(),
                                stats.getWritableLayer().getUsedBytes().getValue()))
                : Optional.empty();
    }

    /// The CRI counts whole seconds and takes 0 for none; half a second of grace must not become
    /// none.
    static long wholeSeconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }

    private List<Container> listed(ListContainersRequest request) {
        return wire.runtime(stub -> stub.listContainers(request)).getContainersList();
    }

    private static ContainerSeen seen(
            Container item, ContainerStatus status, ContainerState state) {
        return new ContainerSeen(
                item.getId(),
                item.getPodSandboxId(),
                item.getMetadata().getName(),
                item.getMetadata().getAttempt(),
                state(state),
                item.getImage().getImage(),
                item.getImageId().isEmpty() ? item.getImageRef() : item.getImageId(),
                Spelling.at(item.getCreatedAt()),
                Spelling.maybe(status.getStartedAt()),
                Spelling.maybe(status.getFinishedAt()),
                status.getExitCode(),
                status.getReason(),
                status.getMessage(),
                Spelling.text(status.getLogPath()),
                item.getLabelsMap(),
                item.getAnnotationsMap());
    }

    private static ContainerSeen.State state(ContainerState state) {
        return switch (state) {
            case CONTAINER_CREATED -> ContainerSeen.State.CREATED;
            case CONTAINER_RUNNING -> ContainerSeen.State.RUNNING;
            case CONTAINER_EXITED -> ContainerSeen.State.EXITED;
            case CONTAINER_UNKNOWN, UNRECOGNIZED -> ContainerSeen.State.UNKNOWN;
        };
    }
}
