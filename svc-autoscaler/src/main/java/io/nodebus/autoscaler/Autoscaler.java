package io.nodebus.autoscaler;

import io.micrometer.core.instrument.MeterRegistry;
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
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// Connects the decisions to the bus.
public final class Autoscaler {
    private static final String SERVICE = "autoscaler";
    private static final String SOURCE = "/fleet/autoscaler";

    private static final Duration SAMPLING = Duration.ofSeconds(5);

    /// The state topics it writes.
    public static final Set<Topic<?>> OUTPUTS =
            Set.of(PodPlacement.TOPIC, PodBound.TOPIC, NodeHealth.TOPIC);

    private Autoscaler() {}

    /// Deploys the loop on a context of its own. It follows until it is told to
    /// [DecisionLoop#lead].
    public static Future<DecisionLoop<Fleet>> follower(
            Vertx vertx, Bus bus, AutoscalerSettings settings, MeterRegistry meters) {
        Stamps beforeAnyLeader = () -> new ByLeader(SERVICE, 0, 0);
        var loop = loop(bus, beforeAnyLeader, settings).measuredBy(meters).follow();
        return deploy(vertx, loop, meters);
    }

    /// Deploys the loop on a context of its own. It decides at once, unless the caller has it
    /// [follow][DecisionLoop#follow] and [lead][DecisionLoop#lead].
    ///
    /// @param stamps numbers what is said until the loop leads with others
    public static Future<DecisionLoop<Fleet>> deploy(
            Vertx vertx,
            Bus bus,
            Stamps stamps,
            AutoscalerSettings settings,
            MeterRegistry meters) {
        return deploy(vertx, loop(bus, stamps, settings).measuredBy(meters), meters);
    }

    private static Future<DecisionLoop<Fleet>> deploy(
            Vertx vertx, DecisionLoop<Fleet> loop, MeterRegistry meters) {
        var newest = new AtomicReference<>(Figures.NONE);
        Figures.register(meters, newest::get);
        return vertx.deployVerticle(loop)
                .map(_ -> {
                    vertx.setPeriodic(
                            SAMPLING.toMillis(),
                            _ -> loop.look(Figures::of).onSuccess(newest::set));
                    return loop;
                });
    }

    /// The loop of this service, not begun yet.
    public static DecisionLoop<Fleet> loop(Bus bus, Stamps stamps, AutoscalerSettings settings) {
        var cycle = new Cycle(settings);
        var memory = new Memory();
        return new DecisionLoop<>(SERVICE, () -> Fleet.unheard(memory), bus, stamps, SOURCE)
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
                .hears(PlaneState.TOPIC, cycle::planeState)
                .owns(Implied.owned(PodPlacement.TOPIC, Implied::placements, PodDesired.TOPIC))
                .owns(Implied.owned(PodBound.TOPIC, Implied::bound, PodDesired.TOPIC))
                .owns(Implied.statesOfPastLives())
                .owns(Implied.owned(NodeHealth.TOPIC, Implied::health, NodeDesired.TOPIC))
                .decidesOn(DecisionRecord.PODS);
    }
}
