package io.nodebus.autoscaler;

import io.nodebus.autoscaler.fleet.Fleet;
import io.nodebus.autoscaler.health.Health;
import io.nodebus.autoscaler.placement.Placement;
import io.nodebus.autoscaler.settings.AutoscalerSettings;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Tick;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.plane.PlaneState.Accepted;
import io.nodebus.contracts.plane.PlaneState.Founded;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What happens at each input: it is noted, then health is judged, then placement follows.
///
/// Own outputs are noted only until everything was read: after that what was decided holds, and the
/// loop sees to it that the topics say so (design law 2).
record Cycle(Health health) {
    /// An event makes us look sooner; this makes us look anyway (design law 1).
    private static final String RECONCILE = "reconcile";

    /// A word that somebody waits for is a reading: it is repeated while he waits (design law 1).
    private static final String REMIND = "remind";

    private static final String PLANE = "plane";

    private static final Duration SLOWLY = Duration.ofMinutes(5);
    private static final Duration OFTEN = Duration.ofSeconds(30);

    Cycle(AutoscalerSettings settings) {
        this(new Health(settings));
    }

    Decision<Fleet> nodeDesired(Fleet fleet, Heard<NodeDesired> heard) {
        fleet.nodes().desired(heard);
        return decide(fleet, heard.at());
    }

    Decision<Fleet> nodeState(Fleet fleet, Heard<NodeState> heard) {
        fleet.nodes().state(heard, fleet.vigil().caughtUp());
        return decide(fleet, heard.at());
    }

    Decision<Fleet> heartbeat(Fleet fleet, Heard<NodeHeartbeat> heard) {
        fleet.nodes().beat(heard);
        return decide(fleet, heard.at());
    }

    Decision<Fleet> nodeHealth(Fleet fleet, Heard<NodeHealth> heard) {
        if (!fleet.vigil().caughtUp()) {
            fleet.nodes().health(heard);
        }
        return Decision.quietly(fleet);
    }

    Decision<Fleet> podDesired(Fleet fleet, Heard<PodDesired> heard) {
        fleet.pods().desired(heard);
        return decide(fleet, heard.at());
    }

    Decision<Fleet> podState(Fleet fleet, Heard<PodState> heard) {
        fleet.pods().state(heard);
        return decide(fleet, heard.at());
    }

    Decision<Fleet> podPlacement(Fleet fleet, Heard<PodPlacement> heard) {
        if (!fleet.vigil().caughtUp()) {
            fleet.pods().placement(heard);
        }
        return Decision.quietly(fleet);
    }

    Decision<Fleet> podBound(Fleet fleet, Heard<PodBound> heard) {
        fleet.pods().bound(heard, !fleet.vigil().caughtUp());
        return Decision.quietly(fleet);
    }

    Decision<Fleet> podDesiredMissing(Fleet fleet, Missing<PodDesired> missing) {
        fleet.pods().desiredMissing(missing);
        return decide(fleet, missing.at());
    }

    Decision<Fleet> podStateMissing(Fleet fleet, Missing<PodState> missing) {
        fleet.pods().stateMissing(missing);
        return decide(fleet, missing.at());
    }

    /// Whoever takes over says nothing before this. A wiped bus is met like that: with it went the
    /// group that elects.
    Decision<Fleet> caughtUp(Fleet fleet, CaughtUp caughtUp) {
        var at = caughtUp.at();
        fleet.pods().recallOrders();
        fleet.touchAll();
        var decided = decide(fleet.with(fleet.vigil().caughtUp(at.since())), at);
        var told = fleet.vigil().caughtUp() ? decided : and(decided, foreign(fleet, at));
        return and(told, List.of(new Wake(RECONCILE, SLOWLY), new Wake(REMIND, OFTEN)));
    }

    /// Another plane answers at our address: it is not ours to decide on until a person says so.
    Decision<Fleet> plane(Fleet fleet, PlaneSeen seen) {
        fleet.memory().seen(seen.plane());
        return fleet.vigil().caughtUp()
                ? new Decision<>(fleet, foreign(fleet, seen.at()))
                : Decision.quietly(fleet);
    }

    private static List<Command> foreign(Fleet fleet, Moment at) {
        return fleet.memory().foreign().stream().map(plane -> foreign(plane, at)).toList();
    }

    private static Command foreign(PlaneIdentity plane, Moment at) {
        return Say.that(
                DecisionRecord.SCALING,
                PLANE,
                new Decided(
                        PLANE,
                        "",
                        at.wall(),
                        new Because(
                                "PlaneChanged",
                                "another plane answers: nothing is decided until `nodebus plane"
                                        + " accept`",
                                Sorted.copy(
                                        Map.of(
                                                "clusterId", plane.clusterId(),
                                                "planeId", plane.planeId())),
                                List.of())));
    }

    /// What people accepted. What was wanted is being said anew, and so is what was decided: an
    /// order that only a wiped bus had would be forgotten by whoever takes over next.
    Decision<Fleet> planeState(Fleet fleet, Heard<PlaneState> heard) {
        var wasForeign = fleet.memory().foreign().isPresent();
        heard.message()
                .ifPresent(message -> {
                    switch (message) {
                        case Accepted accepted -> fleet.memory().accepted(accepted);
                        case Founded _ -> {}
                    }
                });
        if (!wasForeign || fleet.memory().foreign().isPresent()) {
            return Decision.quietly(fleet);
        }
        var anew = Implied.all(fleet);
        fleet.touchAll();
        var decided = decide(fleet.with(fleet.vigil().resumed(heard.at().since())), heard.at());
        return new Decision<>(
                decided.next(), Stream.concat(anew.stream(), decided.commands().stream()).toList());
    }

    Decision<Fleet> bus(Fleet fleet, BusState state) {
        return switch (state) {
            case BusState.Away _ -> Decision.quietly(fleet.with(fleet.vigil().deafened()));
            case BusState.Back(var at) -> passed(fleet.with(fleet.vigil().resumed(at.since())), at);
        };
    }

    Decision<Fleet> tick(Fleet fleet, Tick tick) {
        return switch (tick.timer()) {
            case Health.TIMER -> passed(fleet, tick.at());
            case Placement.TIMER ->
                    fleet.mayDecide()
                            ? Placement.timePassed(fleet, tick.at())
                            : Decision.quietly(fleet);
            case RECONCILE -> {
                fleet.touchAll();
                yield and(decide(fleet, tick.at()), List.of(new Wake(RECONCILE, SLOWLY)));
            }
            case REMIND ->
                    and(
                            fleet.mayDecide() ? Placement.remind(fleet) : Decision.quietly(fleet),
                            List.of(new Wake(REMIND, OFTEN)));
            default -> throw new IllegalArgumentException("no such timer: " + tick.timer());
        };
    }

    private Decision<Fleet> passed(Fleet fleet, Moment at) {
        return fleet.mayDecide() ? then(health.timePassed(fleet, at), at) : Decision.quietly(fleet);
    }

    private Decision<Fleet> decide(Fleet fleet, Moment at) {
        return fleet.mayDecide()
                ? then(health.judge(fleet, fleet.nodes().takeTouched(), at), at)
                : Decision.quietly(fleet);
    }

    private static Decision<Fleet> then(Decision<Fleet> judged, Moment at) {
        var followed = Placement.follow(judged.next(), at);
        var commands = new ArrayList<Command>(judged.commands());
        commands.addAll(followed.commands());
        return new Decision<>(followed.next(), commands);
    }

    private static Decision<Fleet> and(Decision<Fleet> decided, List<Command> more) {
        var commands = new ArrayList<Command>(decided.commands());
        commands.addAll(more);
        return new Decision<>(decided.next(), commands);
    }
}
