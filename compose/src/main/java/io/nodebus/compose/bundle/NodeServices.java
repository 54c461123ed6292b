package io.nodebus.compose.bundle;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodebus.bus.Bus;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.bus.lifecycle.Stops;
import io.nodebus.bus.node.NodeBus;
import io.nodebus.bus.node.NodeBusSettings;
import io.nodebus.bus.node.Wiring;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.RulesApplied;
import io.nodebus.nodeagent.NodeAgent;
import io.nodebus.nodeagent.ServiceProxy;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntFunction;

/// The services of one node on its own bus, real or simulated.
///
/// @param runtime the node's
/// @param proxy what carries rules out on it, if anything does
/// @param behind reaches for the bus behind, given the partitions the node remembers, or 0
public record NodeServices(
        String node,
        NodeBusSettings memory,
        NodeAgentSettings agent,
        ContainerRuntime runtime,
        Optional<ServiceProxy> proxy,
        IntFunction<Future<? extends Bus>> behind) {

    /// Begins, whether the bus behind is there or not.
    public Future<NodeBus> begin(
            Vertx vertx, MeterRegistry meters, FaultHandler faults, Stops stops) {
        try {
            var bus =
                    NodeBus.open(memory, wiring(), NodeBus.Surroundings.of(vertx, faults), behind);
            stops.add("bus of " + node, bus::close);
            var stamps = bus.stamps();
            return NodeAgent.deploy(
                            vertx, bus, stamps.life(), stamps, agent, runtime, proxy, meters)
                    .map(deployed -> {
                        stops.add("agent of " + node, deployed.faultsTo(faults)::stop);
                        return bus;
                    });
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    /// Whose writers are composed here. Of the routes a node hears mostly others'.
    private Wiring wiring() {
        return Wiring.of(
                node,
                PodState.TOPIC,
                NodeState.TOPIC,
                NodeHeartbeat.TOPIC,
                ContainerEvent.TOPIC,
                RulesApplied.TOPIC,
                DecisionRecord.NODES);
    }
}
