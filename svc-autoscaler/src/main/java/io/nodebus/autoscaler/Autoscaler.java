package io.nodebus.autoscaler;

import io.nodebus.autoscaler.fleet.Fleet;
import io.nodebus.autoscaler.fleet.Memory;
import io.nodebus.autoscaler.settings.AutoscalerSettings;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;

/// Connects the decisions to the bus.
public final class Autoscaler {
    private static final String SOURCE = "/fleet/autoscaler";

    private Autoscaler() {}

    /// The loop of this service, not begun yet.
    public static DecisionLoop<Fleet> loop(Bus bus, Stamps stamps, AutoscalerSettings settings) {
        var cycle = new Cycle(settings);
        var memory = new Memory();
        return new DecisionLoop<>("autoscaler", () -> Fleet.unheard(memory), bus, stamps, SOURCE)
                .hears(NodeDesired.TOPIC, cycle::nodeDesired)
                .hears(NodeState.TOPIC, cycle::nodeState)
                .hears(NodeHeartbeat.TOPIC, cycle::heartbeat)
                .hears(NodeHealth.TOPIC, cycle::nodeHealth)
                .hears(PodDesired.TOPIC, cycle::podDesired)
                .hears(PodState.TOPIC, cycle::podState)
                .hears(PodPlacement.TOPIC, cycle::podPlacement)
                .hears(PodBound.TOPIC, cycle::podBound)
                .misses(PodDesired.TOPIC, cycle::podDesiredMissing)
                .misses(PodState.TOPIC, cycle::podStateMissing)
                .caughtUp(cycle::caughtUp)
                .bus(cycle::bus)
                .ticks(cycle::tick)
                .plane(cycle::plane)
                .hears(DecisionRecord.API, cycle::apiDecided)
                .owns(Implied.owned(PodPlacement.TOPIC, Implied::placements, PodDesired.TOPIC))
                .owns(Implied.owned(PodBound.TOPIC, Implied::bound, PodDesired.TOPIC))
                .owns(Implied.owned(NodeHealth.TOPIC, Implied::health, NodeDesired.TOPIC))
                .decidesOn(DecisionRecord.PODS);
    }
}
