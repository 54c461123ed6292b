package io.nodebus.nodeagent.pods;

import io.nodebus.bus.seal.NodeKey;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.work.PodOrder;
import io.nodebus.nodeagent.work.PodOutcome;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way from an order to its outcome. Holds no state: whatever it needs to know is in the order
/// or in the runtime.
public final class PodOrders {
    private static final Logger LOG = LoggerFactory.getLogger(PodOrders.class);

    private final SandboxOrders sandboxes;
    private final ImageOrders images;
    private final ContainerOrders containers;
    private final LookOrders looks;

    /// @param node whose key Secrets are sealed to
    /// @param logRoot where containers log
    public PodOrders(
            ContainerRuntime runtime, String node, NodeKey key, Path logRoot, Crash crash) {
        sandboxes = new SandboxOrders(runtime, crash);
        images = new ImageOrders(runtime, crash);
        containers = new ContainerOrders(runtime, new Clearing(node, key), crash);
        looks = new LookOrders(runtime, logRoot);
    }

    /// Begins to carry an order out and returns at once.
    public void begin(PodOrder order, Consumer<Object> tell) {
        Thread.ofVirtual()
                .name(order.getClass().getSimpleName() + " " + order.uid())
                .uncaughtExceptionHandler((_, fault) ->
                        LOG.atError()
                                .addKeyValue("order", order)
                                .setCause(fault)
                                .log("an order broke off"))
                .start(() -> tell.accept(carriedOut(order)));
    }

    /// Carries an order out and says what came of it. Blocks as long as that takes.
    public PodOutcome carriedOut(PodOrder order) {
        return switch (order) {
            case PodOrder.RunSandbox run -> sandboxes.run(run);
            case PodOrder.DropSandbox drop -> sandboxes.drop(drop);
            case PodOrder.FetchImage fetch -> images.fetch(fetch);
            case PodOrder.StartContainer start -> containers.start(start);
            case PodOrder.StartCreated start -> containers.startCreated(start);
            case PodOrder.StopContainer stop -> containers.stop(stop);
            case PodOrder.Explain explain -> containers.explain(explain);
            case PodOrder.LookAtPod look -> looks.at(look);
            case PodOrder.LookAtNode look -> looks.at(look);
        };
    }
}
