package io.nodebus.nodeagent.pods;

import static io.nodebus.nodeagent.pods.Crash.Step.CONTAINER_CREATED;
import static io.nodebus.nodeagent.pods.Crash.Step.CONTAINER_STARTED;
import static io.nodebus.nodeagent.pods.Crash.Step.CONTAINER_STOPPED;
import static io.nodebus.nodeagent.pods.Crash.Step.START_ORDERED;
import static io.nodebus.nodeagent.pods.Crash.Step.STOP_ORDERED;

import io.nodebus.bus.seal.Unsealable;
import io.nodebus.nodeagent.environment.Environment;
import io.nodebus.nodeagent.environment.UnresolvedException;
import io.nodebus.nodeagent.runtime.ContainerConfig;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.work.PodOrder;
import io.nodebus.nodeagent.work.PodOutcome;
import io.nodebus.nodeagent.work.PodOutcome.ContainerFailed;
import io.nodebus.nodeagent.work.PodOutcome.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Creates, starts and stops containers.
final class ContainerOrders {
    private final ContainerRuntime runtime;
    private final Clearing clearing;
    private final Crash crash;

    ContainerOrders(ContainerRuntime runtime, Clearing clearing, Crash crash) {
        this.runtime = runtime;
        this.clearing = clearing;
        this.crash = crash;
    }

    PodOutcome start(PodOrder.StartContainer order) {
        var attempt = new Attempt(order.uid(), order.container().name(), order.attempt());
        ContainerConfig config;
        try {
            config = config(order);
        } catch (UnresolvedException | Unsealable e) {
            return attempt.failed(Optional.empty(), Step.CONFIG, String.valueOf(e.getMessage()));
        }
        String id;
        try {
            crash.at(START_ORDERED);
            // The runtime opens the log file and makes no folder for it.
            Files.createDirectories(
                    Path.of(order.sandbox().logDirectory(), order.container().name()));
            id = runtime.createContainer(order.sandboxId(), order.sandbox(), config);
            crash.at(CONTAINER_CREATED);
        } catch (IOException e) {
            var message = "cannot make the folder of its log: " + e.getMessage();
            return attempt.failed(Optional.empty(), Step.CREATE, message);
        } catch (RuntimeException e) {
            return attempt.failed(
                    Optional.empty(), Words.leavesOpen(e) ? Step.UNSURE : Step.CREATE, Words.of(e));
        }
        return started(attempt, id);
    }

    PodOutcome startCreated(PodOrder.StartCreated order) {
        crash.at(START_ORDERED);
        return started(new Attempt(order.uid(), order.container(), order.attempt()), order.id());
    }

    private PodOutcome started(Attempt attempt, String id) {
        try {
            runtime.startContainer(id);
            crash.at(CONTAINER_STARTED);
            return new PodOutcome.ContainerStarted(
                    attempt.uid, attempt.container, attempt.number, id);
        } catch (RuntimeException e) {
            return attempt.failed(Optional.of(id), startFailure(id, e), Words.of(e));
        }
    }

    /// Refused is not always not begun: it may have been started before.
    private Step startFailure(String id, RuntimeException failure) {
        if (Words.leavesOpen(failure)) {
            return Step.UNSURE;
        }
        try {
            return runtime.container(id)
                    .map(seen ->
                            switch (seen.state()) {
                                case EXITED -> Step.START;
                                case CREATED, RUNNING, UNKNOWN -> Step.UNSURE;
                            })
                    .orElse(Step.UNSURE);
        } catch (RuntimeException e) {
            return Step.UNSURE;
        }
    }

    private record Attempt(String uid, String container, int number) {
        PodOutcome failed(Optional<String> id, Step step, String message) {
            return new ContainerFailed(uid, container, number, id, step, message);
        }
    }

    private ContainerConfig config(PodOrder.StartContainer order) {
        var container = order.container();
        var variables = Environment.of(container, clearing.of(order, order.nodeAddress()));
        return new ContainerConfig(
                container.name(),
                order.attempt(),
                order.image(),
                Environment.expanded(container.command(), variables),
                Environment.expanded(container.args(), variables),
                container.workingDir(),
                variables,
                labels(order),
                Map.of(
                        "io.kubernetes.container.restartCount", String.valueOf(order.attempt()),
                        "io.kubernetes.pod.terminationGracePeriod",
                                String.valueOf(order.pod().spec().graceSeconds())),
                "%s/%d.log".formatted(container.name(), order.attempt()),
                order.resources(),
                container.stdin().orElse(false),
                container.stdinOnce().orElse(false),
                container.tty().orElse(false));
    }

    private static Map<String, String> labels(PodOrder.StartContainer order) {
        return Map.of(
                "io.kubernetes.container.name", order.container().name(),
                "io.kubernetes.pod.name", order.sandbox().name(),
                "io.kubernetes.pod.namespace", order.sandbox().namespace(),
                "io.kubernetes.pod.uid", order.uid());
    }

    PodOutcome stop(PodOrder.StopContainer order) {
        try {
            crash.at(STOP_ORDERED);
            runtime.stopContainer(order.id(), Duration.ofSeconds(order.graceSeconds()));
            crash.at(CONTAINER_STOPPED);
            return new PodOutcome.ContainerStopped(
                    order.uid(), order.container(), order.id(), runtime.container(order.id()));
        } catch (RuntimeException e) {
            return new PodOutcome.StopFailed(
                    order.uid(), order.container(), order.id(), Words.of(e));
        }
    }

    PodOutcome explain(PodOrder.Explain order) {
        try {
            return new PodOutcome.Explained(
                    order.uid(), order.container(), order.id(), runtime.container(order.id()));
        } catch (RuntimeException e) {
            // Its end is told already; the runtime's word for it is not worth a retry.
            return new PodOutcome.Explained(
                    order.uid(), order.container(), order.id(), Optional.empty());
        }
    }
}
