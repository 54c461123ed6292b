package io.nodebus.api;

import io.nodebus.api.door.Desk;
import io.nodebus.api.door.FrontDoor;
import io.nodebus.api.door.Request;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Bus.Start;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.loop.Owned;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.config.ConfigDesired;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.plane.JournalEvent;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.topic.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// The table of what is heard and who decides on it.
final class Hearing {
    private static final String SOURCE = "/fleet/api";
    private static final List<Topic<DecisionRecord>> DECISIONS =
            List.of(
                    DecisionRecord.PODS,
                    DecisionRecord.SCALING,
                    DecisionRecord.RULES,
                    DecisionRecord.API,
                    DecisionRecord.NODES,
                    DecisionRecord.IMAGES,
                    DecisionRecord.LOGS);

    private Hearing() {}

    /// The loop of this service, without its edges and not begun yet.
    static DecisionLoop<Desk> loop(Bus bus, Stamps stamps, FrontDoor door, Supplier<Desk> newDesk) {
        var loop =
                new DecisionLoop<>("api", newDesk, bus, stamps, SOURCE)
                        .hears(PodDesired.TOPIC, door::podDesired)
                        .hears(PodPlacement.TOPIC, door::podPlacement)
                        .hears(PodState.TOPIC, door::podState)
                        .hears(PodBound.TOPIC, door::podBound)
                        .hears(NodeDesired.TOPIC, door::nodeDesired)
                        .hears(NodeState.TOPIC, door::nodeState)
                        .hears(NodeHealth.TOPIC, door::nodeHealth)
                        .hears(ConfigDesired.TOPIC, door::config)
                        .hears(ServiceDesired.TOPIC, door::service)
                        .hears(EndpointSliceDesired.TOPIC, door::slice)
                        .hears(RuleState.TOPIC, door::rule)
                        .hears(NameState.TOPIC, door::name)
                        .hears(ConfigBound.TOPIC, door::configBound)
                        .hears(PlaneState.TOPIC, door::planeState)
                        .hears(ContainerEvent.TOPIC, door::happened)
                        .hears(JournalEvent.TOPIC, door::happened)
                        .misses(PodPlacement.TOPIC, door::missing)
                        .misses(PodState.TOPIC, door::missing)
                        .misses(NodeState.TOPIC, door::missing)
                        .misses(NodeHealth.TOPIC, door::missing)
                        .misses(RuleState.TOPIC, door::missing)
                        .misses(NameState.TOPIC, door::missing)
                        .caughtUp(door::caughtUp)
                        .plane(door::plane)
                        .ticks(door::tick)
                        .told(Request.class, door::request)
                        .remembersOverPlanes()
                        .decidesOn(DecisionRecord.API);
        // `why` must be able to tell what was decided before this process began.
        DECISIONS.forEach(
                topic -> loop.hears(new Ear(topic, Set.of(), Start.BEGINNING), door::decided));
        return loop.owns(kept(PodDesired.TOPIC, Desk::desiredPods))
                .owns(kept(NodeDesired.TOPIC, Desk::desiredNodes))
                .owns(kept(ConfigDesired.TOPIC, Desk::desiredConfigs))
                .owns(kept(ServiceDesired.TOPIC, Desk::desiredServices))
                .owns(kept(PlaneState.TOPIC, Desk::acceptance))
                .owns(kept(EndpointSliceDesired.TOPIC, Desk::desiredSlices))
                .owns(
                        Owned.all(ConfigBound.TOPIC, (Desk desk) -> implied(door, desk))
                                .from(PodBound.TOPIC)
                                .sparing((desk, _) -> desk.foreignPlane().isPresent()));
    }

    private static Map<String, ConfigBound> implied(FrontDoor door, Desk desk) {
        return desk.foreignPlane().isPresent() ? Map.of() : door.impliedConfigs(desk);
    }

    /// What people want is what stands there: a record that was lost or overtaken is written again,
    /// and none is ever taken away for not being remembered. One that came late behind its own
    /// tombstone does not stand there.
    private static <M> Owned<Desk, M> kept(Topic<M> topic, Function<Desk, Map<String, M>> desired) {
        return Owned.all(
                        topic,
                        (Desk desk) ->
                                desk.foreignPlane().isPresent()
                                        ? Map.<String, M>of()
                                        : desired.apply(desk))
                .sparing((desk, heard) ->
                        desk.foreignPlane().isPresent() || heard.message().isPresent());
    }
}
