package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.pod.PodDesired.Wanted;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodPlacement.Evict;
import io.nodebus.contracts.pod.PodPlacement.Pending;
import io.nodebus.contracts.pod.PodPlacement.Placed;
import io.nodebus.contracts.pod.PodState.Observed;
import io.nodebus.contracts.pod.RestartPolicy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A pod: what is wanted, where it was placed, what its node says of it, and what is thought of
/// that node. All of one uid.
///
/// @param placedAt when it was placed
/// @param readySince since when it is ready or not ready
public record PodSeen(
        Wanted wanted,
        Optional<PodPlacement> placement,
        Optional<Instant> placedAt,
        Optional<Observed> observed,
        Optional<Judged> nodeHealth,
        Instant readySince,
        Versions versions)
        implements Seen {
    /// A pod as it will look when this is wanted of it.
    ///
    /// @param before as it looks now, if it is there
    public static PodSeen wanted(Wanted wanted, Optional<PodSeen> before) {
        return before.map(was ->
                        new PodSeen(
                                wanted,
                                was.placement,
                                was.placedAt,
                                was.observed,
                                was.nodeHealth,
                                was.readySince,
                                was.versions))
                .orElseGet(() ->
                        new PodSeen(
                                wanted,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Instant.EPOCH,
                                Versions.NONE));
    }

    public ObjectMeta metadata() {
        return wanted.pod().metadata();
    }

    @Override
    public Resource resource() {
        return Resource.PODS;
    }

    @Override
    public String namespace() {
        return metadata().namespace().orElse("");
    }

    @Override
    public String name() {
        return metadata().name().orElse("");
    }

    @Override
    public String uid() {
        return metadata().uid().orElse("");
    }

    @Override
    public Map<String, String> labels() {
        return metadata().labels();
    }

    @Override
    public PodSeen with(Versions newer) {
        return new PodSeen(wanted, placement, placedAt, observed, nodeHealth, readySince, newer);
    }

    PodSeen judged(Optional<Judged> health) {
        return new PodSeen(wanted, placement, placedAt, observed, health, readySince, versions);
    }

    /// With the times since when it is as it is, which no record says.
    ///
    /// @param last as it was seen before
    /// @param observedAt when its node said so
    PodSeen dated(Optional<PodSeen> last, Optional<Instant> observedAt) {
        var placedBefore =
                last.filter(was -> was.placement.equals(placement)).flatMap(PodSeen::placedAt);
        var readyBefore = last.filter(was -> was.ready() == ready()).map(PodSeen::readySince);
        return new PodSeen(
                wanted,
                placement,
                placedBefore.or(() -> placedAt),
                observed,
                nodeHealth,
                readyBefore.or(() -> observedAt).orElse(readySince),
                versions);
    }

    @Override
    public boolean wantedAs(Seen before) {
        return before instanceof PodSeen pod && pod.wanted.equals(wanted);
    }

    /// Where it runs, or is to run.
    public Optional<String> node() {
        return placement
                .flatMap(placed ->
                        switch (placed) {
                            case Placed(_, var node, _, _) -> Optional.of(node);
                            case Evict(_, var node, _, _) -> Optional.of(node);
                            case Pending _ -> Optional.empty();
                        })
                .or(() -> wanted.pod().spec().nodeName());
    }

    public PodPhase phase() {
        return observed.map(Observed::phase).orElse(PodPhase.Pending);
    }

    /// Its node is silent: what was last heard of the pod may be wrong.
    public boolean nodeIsSilent() {
        return nodeHealth
                .map(Judged::verdict)
                .filter(verdict -> verdict == Verdict.Unknown || verdict == Verdict.Lost)
                .isPresent();
    }

    public boolean ready() {
        return !nodeIsSilent() && observed.map(Observed::ready).orElse(false);
    }

    @Override
    public Optional<String> field(String path) {
        return switch (path) {
            case "metadata.name" -> Optional.of(name());
            case "metadata.namespace" -> Optional.of(namespace());
            case "spec.nodeName" -> Optional.of(node().orElse(""));
            case "spec.restartPolicy" ->
                    Optional.of(
                            wanted.pod()
                                    .spec()
                                    .restartPolicy()
                                    .orElse(RestartPolicy.Always)
                                    .name());
            case "status.phase" -> Optional.of(phase().name());
            case "status.podIP" -> Optional.of(observed.flatMap(Observed::podIp).orElse(""));
            default -> Optional.empty();
        };
    }
}
