package io.nodebus.nodeagent.pods;

import static io.nodebus.nodeagent.pods.Crash.Step.DROP_ORDERED;
import static io.nodebus.nodeagent.pods.Crash.Step.SANDBOX_ORDERED;
import static io.nodebus.nodeagent.pods.Crash.Step.SANDBOX_REMOVED;
import static io.nodebus.nodeagent.pods.Crash.Step.SANDBOX_RUN;
import static io.nodebus.nodeagent.pods.Crash.Step.SANDBOX_STOPPED;

import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.Sandbox;
import io.nodebus.nodeagent.work.PodOrder;
import io.nodebus.nodeagent.work.PodOutcome;

/// Makes sandboxes and does away with them.
final class SandboxOrders {
    private final ContainerRuntime runtime;
    private final Crash crash;

    SandboxOrders(ContainerRuntime runtime, Crash crash) {
        this.runtime = runtime;
        this.crash = crash;
    }

    PodOutcome run(PodOrder.RunSandbox order) {
        var config = order.config();
        try {
            crash.at(SANDBOX_ORDERED);
            var id = runtime.runSandbox(config);
            crash.at(SANDBOX_RUN);
            var address = runtime.sandbox(id).flatMap(Sandbox::ip);
            return new PodOutcome.SandboxRuns(config.uid(), config.attempt(), id, address);
        } catch (RuntimeException e) {
            return new PodOutcome.SandboxFailed(config.uid(), config.attempt(), Words.of(e));
        }
    }

    PodOutcome drop(PodOrder.DropSandbox order) {
        try {
            crash.at(DROP_ORDERED);
            runtime.stopSandbox(order.sandboxId());
            crash.at(SANDBOX_STOPPED);
            if (order.remove()) {
                runtime.removeSandbox(order.sandboxId());
                crash.at(SANDBOX_REMOVED);
            }
            return new PodOutcome.SandboxDropped(order.uid(), order.sandboxId(), order.remove());
        } catch (RuntimeException e) {
            return new PodOutcome.DropFailed(order.uid(), order.sandboxId(), Words.of(e));
        }
    }
}
