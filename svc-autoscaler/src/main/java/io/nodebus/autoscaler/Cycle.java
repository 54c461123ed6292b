package io.nodebus.autoscaler;

import io.nodebus.autoscaler.fleet.Fleet;
import io.nodebus.autoscaler.health.Health;
import io.nodebus.autoscaler.placement.Placement;
import io.nodebus.autoscaler.settings.AutoscalerSettings;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.Tick;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import java.time.Duration;
import java.util.ArrayList;

/// What happens at each input: it is noted, then health is judged, then placement follows.
///
/// Own outputs are noted only until everything was read: after that what was decided holds, and the
/// loop sees to it that the topics say so (design law 2).
record Cycle(Health health) {
    /// An event makes us look sooner; this makes us look anyway (design law 1).
    private static final String RECONCILE = "reconcile";

    private static final Duration SLOWLY = Duration.ofMinutes(5);

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
        if (!fleet.vigil().caughtUp()) {
            fleet.pods().bound(heard);
        }
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

    Decision<Fleet> caughtUp(Fleet fleet, CaughtUp caughtUp) {
        var at = caughtUp.at();
        fleet.touchAll();
        var decided = decide(fleet.with(fleet.vigil().caughtUp(at.since())), at);
        return and(decided, new Wake(RECONCILE, SLOWLY));
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
            case Placement.TIMER -> Placement.timePassed(fleet, tick.at());
            case RECONCILE -> {
                fleet.touchAll();
                yield and(decide(fleet, tick.at()), new Wake(RECONCILE, SLOWLY));
            }
            default -> throw new IllegalArgumentException("no such timer: " + tick.timer());
        };
    }

    private Decision<Fleet> passed(Fleet fleet, Moment at) {
        return fleet.vigil().caughtUp()
                ? then(health.timePassed(fleet, at), at)
                : Decision.quietly(fleet);
    }

    private Decision<Fleet> decide(Fleet fleet, Moment at) {
        return fleet.vigil().caughtUp()
                ? then(health.judge(fleet, fleet.nodes().takeTouched(), at), at)
                : Decision.quietly(fleet);
    }

    private static Decision<Fleet> then(Decision<Fleet> judged, Moment at) {
        var followed = Placement.follow(judged.next(), at);
        var commands = new ArrayList<Command>(judged.commands());
        commands.addAll(followed.commands());
        return new Decision<>(followed.next(), commands);
    }

    private static Decision<Fleet> and(Decision<Fleet> decided, Command command) {
        var commands = new ArrayList<Command>(decided.commands());
        commands.add(command);
        return new Decision<>(decided.next(), commands);
    }
}
