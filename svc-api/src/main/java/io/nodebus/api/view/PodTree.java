package io.nodebus.api.view;

import static java.util.stream.Collectors.joining;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.contracts.pod.ContainerState.Running;
import io.nodebus.contracts.pod.ContainerState.Terminated;
import io.nodebus.contracts.pod.ContainerState.Waiting;
import io.nodebus.contracts.pod.ContainerStatus;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodPlacement.Evict;
import io.nodebus.contracts.pod.PodPlacement.Pending;
import io.nodebus.contracts.pod.PodPlacement.Placed;
import io.nodebus.contracts.pod.PodState.Observed;
import io.nodebus.contracts.wire.TreeWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `spec` and `status` of a pod.
final class PodTree {
    private static final String CREATING = "ContainerCreating";

    private PodTree() {}

    static Map<String, Object> of(PodSeen pod) {
        var spec = TreeWriter.write(pod.wanted().pod().spec());
        pod.node().ifPresent(node -> spec.put("nodeName", node));
        var tree = new LinkedHashMap<String, Object>();
        tree.put("spec", spec);
        tree.put("status", status(pod));
        return tree;
    }

    /// What metadata shows of a pod on its way out.
    static Map<String, Object> deletion(PodSeen pod) {
        var tree = new LinkedHashMap<String, Object>();
        pod.wanted()
                .deletion()
                .ifPresent(deletion -> {
                    tree.put(
                            "deletionTimestamp",
                            Rendering.time(deletion.at().plusSeconds(deletion.graceSeconds())));
                    tree.put("deletionGracePeriodSeconds", deletion.graceSeconds());
                });
        return tree;
    }

    private static Map<String, Object> status(PodSeen pod) {
        var status = new LinkedHashMap<String, Object>();
        status.put("phase", pod.phase().name());
        var conditions = conditions(pod).stream().map(Condition::tree).toList();
        if (!conditions.isEmpty()) {
            status.put("conditions", conditions);
        }
        trouble(pod)
                .ifPresent(because -> {
                    status.put("reason", because.reason());
                    status.put("message", because.message());
                });
        pod.observed().ifPresent(observed -> addresses(status, observed));
        var containers = containers(pod);
        if (!containers.isEmpty()) {
            status.put("containerStatuses", containers);
        }
        status.put("qosClass", QualityOfService.of(pod.wanted().pod().spec()).name());
        return status;
    }

    /// Why the pod as a whole is in trouble. What is wrong with a container is told by its state.
    private static Optional<Because> trouble(PodSeen pod) {
        if (pod.nodeIsSilent()) {
            return Optional.of(
                    Because.of(
                            "NodeLost",
                            "Node %s which was running pod %s is unresponsive"
                                    .formatted(pod.node().orElse(""), pod.name())));
        }
        return pod.observed()
                .filter(observed -> observed.phase() == PodPhase.Failed)
                .filter(observed ->
                        observed.containers().stream()
                                .noneMatch(c -> c.state() instanceof Terminated))
                .flatMap(Observed::because);
    }

    private static void addresses(Map<String, Object> status, Observed observed) {
        observed.hostIp().ifPresent(ip -> status.put("hostIP", ip));
        observed.podIp()
                .ifPresent(ip -> {
                    status.put("podIP", ip);
                    status.put("podIPs", List.of(Map.of("ip", ip)));
                });
        observed.startedAt().ifPresent(at -> status.put("startTime", Rendering.time(at)));
    }

    private static List<Condition> conditions(PodSeen pod) {
        var conditions = new ArrayList<Condition>();
        pod.observed()
                .ifPresent(observed -> {
                    var since = observed.startedAt().or(pod::placedAt).orElse(pod.readySince());
                    conditions.add(Condition.ofPod("Initialized", true, "", "", since));
                    conditions.add(ready("Ready", pod, observed));
                    conditions.add(ready("ContainersReady", pod, observed));
                });
        scheduled(pod).ifPresent(conditions::add);
        return conditions;
    }

    private static Condition ready(String type, PodSeen pod, Observed observed) {
        if (pod.ready()) {
            return Condition.ofPod(type, true, "", "", pod.readySince());
        }
        if (pod.nodeIsSilent() && type.equals("Ready")) {
            return Condition.ofPod(type, false, "NodeNotReady", "", pod.readySince());
        }
        if (observed.phase() == PodPhase.Succeeded) {
            return Condition.ofPod(type, false, "PodCompleted", "", pod.readySince());
        }
        var unready =
                observed.containers().stream()
                        .filter(container -> !container.ready())
                        .map(ContainerStatus::name)
                        .collect(joining(" "));
        return Condition.ofPod(
                type,
                false,
                "ContainersNotReady",
                "containers with unready status: [" + unready + "]",
                pod.readySince());
    }

    private static Optional<Condition> scheduled(PodSeen pod) {
        return pod.placement()
                .map(placement ->
                        switch (placement) {
                            case Placed _, Evict _ -> scheduled(pod, true, "", "");
                            case Pending(_, var because) ->
                                    scheduled(pod, false, because.reason(), because.message());
                        });
    }

    private static Condition scheduled(PodSeen pod, boolean status, String reason, String message) {
        return Condition.ofPod(
                "PodScheduled", status, reason, message, pod.placedAt().orElse(pod.readySince()));
    }

    private static List<Map<String, Object>> containers(PodSeen pod) {
        return pod.observed()
                .map(Observed::containers)
                .filter(containers -> !containers.isEmpty())
                .map(containers -> containers.stream().map(PodTree::container).toList())
                .orElseGet(() ->
                        isPlaced(pod)
                                ? pod.wanted().pod().spec().containers().stream()
                                        .map(PodTree::creating)
                                        .toList()
                                : List.of());
    }

    private static boolean isPlaced(PodSeen pod) {
        return pod.placement().filter(Placed.class::isInstance).isPresent();
    }

    /// Placed, and its node has not said a word of it yet.
    private static Map<String, Object> creating(Container container) {
        return container(
                new ContainerStatus(
                        container.name(),
                        container.image(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        false,
                        new Waiting(CREATING, Optional.empty()),
                        Optional.empty()));
    }

    private static Map<String, Object> container(ContainerStatus container) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", container.name());
        tree.put("state", state(container.state()));
        tree.put("lastState", container.lastState().map(PodTree::state).orElse(Map.of()));
        tree.put("ready", container.ready());
        tree.put("restartCount", container.restartCount());
        tree.put("image", container.image());
        tree.put("imageID", container.imageId().orElse(""));
        container.containerId().ifPresent(id -> tree.put("containerID", id));
        tree.put("started", container.state() instanceof Running);
        return tree;
    }

    private static Map<String, Object> state(ContainerState state) {
        var inner = new LinkedHashMap<String, Object>();
        return switch (state) {
            case Waiting(var reason, var message) -> {
                inner.put("reason", reason);
                message.ifPresent(text -> inner.put("message", text));
                yield Map.of("waiting", inner);
            }
            case Running(var startedAt) -> {
                inner.put("startedAt", Rendering.time(startedAt));
                yield Map.of("running", inner);
            }
            case Terminated(var exitCode, var reason, var message, var started, var finished) -> {
                inner.put("exitCode", exitCode);
                inner.put("reason", reason);
                message.ifPresent(text -> inner.put("message", text));
                started.ifPresent(at -> inner.put("startedAt", Rendering.time(at)));
                inner.put("finishedAt", Rendering.time(finished));
                yield Map.of("terminated", inner);
            }
        };
    }
}
