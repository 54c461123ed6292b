package io.nodebus.nodeagent.work;

import static java.util.stream.Collectors.joining;

import io.nodebus.bus.decide.Command;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.contracts.pod.ContainerStatus;
import io.nodebus.contracts.pod.PodState;
import java.util.Optional;

/// Commands as a person reads them.
final class Shown {
    private Shown() {}

    static String command(Command command) {
        return switch (command) {
            case Command.Act(PodOrder order) -> order(order);
            case Command.Act(var other) -> other.toString();
            case Command.Wake(var timer, var after) -> "  wake " + timer + " after " + after;
            case Command.Sleep(var timer) -> "  sleep " + timer;
            case Command.Say<?>(var topic, var key, var message) ->
                    "    "
                            + message.map(Shown::message)
                                    .orElseGet(() -> "tombstone " + topic.kind() + " " + key);
        };
    }

    static Optional<Long> asOf(Command command) {
        return switch (command) {
            case Command.Act(PodOrder.LookAtNode look) -> Optional.of(look.asOf());
            case Command.Act(PodOrder.LookAtPod look) -> Optional.of(look.asOf());
            case Command.Act _, Command.Say<?> _, Command.Wake _, Command.Sleep _ ->
                    Optional.empty();
        };
    }

    static String order(PodOrder order) {
        return switch (order) {
            case PodOrder.RunSandbox(var config) ->
                    "run-sandbox %s/%d".formatted(config.uid(), config.attempt());
            case PodOrder.DropSandbox(var uid, var id, var remove) ->
                    "%s-sandbox %s %s".formatted(remove ? "remove" : "stop", uid, id);
            case PodOrder.FetchImage(var uid, var container, var image, var policy) ->
                    "fetch-image %s/%s %s %s".formatted(uid, container, image, policy);
            case PodOrder.StartContainer start ->
                    "start %s/%s/%d in %s"
                            .formatted(
                                    start.uid(),
                                    start.container().name(),
                                    start.attempt(),
                                    start.sandboxId());
            case PodOrder.StartCreated(var uid, var container, var attempt, var id) ->
                    "start-created %s/%s/%d %s".formatted(uid, container, attempt, id);
            case PodOrder.StopContainer(var uid, var container, var id, var grace) ->
                    "stop %s/%s %s grace %d".formatted(uid, container, id, grace);
            case PodOrder.Explain(var uid, var container, var id) ->
                    "explain %s/%s %s".formatted(uid, container, id);
            case PodOrder.LookAtPod(var uid, _) -> "look-at-pod " + uid;
            case PodOrder.LookAtNode _ -> "look-at-node";
        };
    }

    private static String message(Object message) {
        return switch (message) {
            case PodState.Observed state ->
                    "state %s%s%s [%s]"
                            .formatted(
                                    state.phase(),
                                    state.terminating() ? " terminating" : "",
                                    state.podIp().map(ip -> " " + ip).orElse(""),
                                    state.containers().stream()
                                            .map(Shown::status)
                                            .collect(joining(", ")));
            case PodState.Gone gone -> "state Gone " + gone.uid() + ": " + gone.because().reason();
            case Decided(var object, _, _, var because) ->
                    "because %s %s: %s %s"
                            .formatted(
                                    object, because.reason(), because.message(), because.figures());
            case ContainerEvent.Started it ->
                    "event started %s/%d %s".formatted(it.container(), it.attempt(), it.id());
            case ContainerEvent.Exited it ->
                    "event exited %s/%d %s %d %s"
                            .formatted(
                                    it.container(),
                                    it.attempt(),
                                    it.id(),
                                    it.exitCode(),
                                    it.reason());
            default -> message.toString();
        };
    }

    private static String status(ContainerStatus status) {
        var state =
                switch (status.state()) {
                    case ContainerState.Waiting(var reason, _) -> "Waiting " + reason;
                    case ContainerState.Running _ -> "Running";
                    case ContainerState.Terminated end -> ended(end);
                };
        return "%s %s%s%s"
                .formatted(
                        status.name(),
                        state,
                        status.restartCount() > 0 ? " restarts " + status.restartCount() : "",
                        status.lastState().map(end -> " after " + ended(end)).orElse(""));
    }

    private static String ended(ContainerState.Terminated end) {
        return "%s(%d)".formatted(end.reason(), end.exitCode());
    }
}
