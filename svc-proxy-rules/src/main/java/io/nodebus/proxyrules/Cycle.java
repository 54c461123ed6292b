package io.nodebus.proxyrules;

import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Tick;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.plane.PlaneState.Accepted;
import io.nodebus.contracts.plane.PlaneState.Founded;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.proxyrules.fleet.Known;
import io.nodebus.proxyrules.ruling.Telling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What happens at each input: it is noted, and the Services it touches are ruled anew, at once or
/// when their window ends.
///
/// A key that is merely missing when a topic is read again is left as it was (design law 9): what
/// is gone for good is found at the next takeover, from a state that never knew it.
final class Cycle {
    /// An event makes us look sooner; this makes us look anyway (design law 1).
    private static final String RECONCILE = "reconcile";

    private static final String PACE = "pace";

    private static final String PLANE = "plane";

    private static final Duration SLOWLY = Duration.ofMinutes(5);

    Decision<Known> service(Known known, Heard<ServiceDesired> heard) {
        known.fleet().service(heard);
        return rule(known, heard);
    }

    Decision<Known> slice(Known known, Heard<EndpointSliceDesired> heard) {
        known.fleet().slice(heard);
        return rule(known, heard);
    }

    Decision<Known> pod(Known known, Heard<PodState> heard) {
        known.fleet().pod(heard);
        return rule(known, heard);
    }

    Decision<Known> nodeDesired(Known known, Heard<NodeDesired> heard) {
        known.fleet().nodeDesired(heard);
        return rule(known, heard);
    }

    Decision<Known> nodeHealth(Known known, Heard<NodeHealth> heard) {
        known.fleet().nodeHealth(heard);
        return rule(known, heard);
    }

    /// Own outputs are noted only until everything was read: after that what was decided holds, and
    /// the loop sees to it that the topics say so (design law 2).
    Decision<Known> said(Known known, Heard<RuleState> heard) {
        if (!known.caughtUp()) {
            known.fleet().rule(heard);
        }
        return Decision.quietly(known);
    }

    Decision<Known> named(Known known, Heard<NameState> heard) {
        if (!known.caughtUp()) {
            known.fleet().name(heard);
        }
        return Decision.quietly(known);
    }

    Decision<Known> caughtUp(Known known, CaughtUp caughtUp) {
        var at = caughtUp.at();
        var commands = new ArrayList<Command>();
        if (!known.caughtUp()) {
            commands.addAll(foreign(known, at));
        }
        var next = known.afterCatchingUp();
        next.fleet().touchAll();
        commands.addAll(rule(next, at, Optional.empty()));
        commands.add(new Wake(RECONCILE, SLOWLY));
        return new Decision<>(next, commands);
    }

    Decision<Known> tick(Known known, Tick tick) {
        return switch (tick.timer()) {
            case PACE -> new Decision<>(known, tellDue(known, tick.at()));
            case RECONCILE -> {
                known.pacing().forget(tick.at().since());
                known.fleet().touchAll();
                var commands = new ArrayList<>(rule(known, tick.at(), Optional.empty()));
                commands.add(new Wake(RECONCILE, SLOWLY));
                yield new Decision<>(known, commands);
            }
            default -> throw new IllegalArgumentException("no such timer: " + tick.timer());
        };
    }

    /// Another plane answers at our address: it is not ours to decide on until a person says so.
    Decision<Known> plane(Known known, PlaneSeen seen) {
        known.memory().seen(seen.plane());
        return known.caughtUp()
                ? new Decision<>(known, foreign(known, seen.at()))
                : Decision.quietly(known);
    }

    /// What people accepted. What was wanted is being said anew.
    Decision<Known> planeState(Known known, Heard<PlaneState> heard) {
        var wasForeign = known.memory().foreign().isPresent();
        heard.message()
                .ifPresent(message -> {
                    switch (message) {
                        case Accepted accepted -> known.memory().accepted(accepted);
                        case Founded _ -> {}
                    }
                });
        if (!wasForeign || known.memory().foreign().isPresent()) {
            return Decision.quietly(known);
        }
        known.fleet().touchAll();
        return rule(known, heard);
    }

    private static List<Command> foreign(Known known, Moment at) {
        return known.memory().foreign().stream().map(plane -> foreign(plane, at)).toList();
    }

    private static Command foreign(PlaneIdentity plane, Moment at) {
        var figures = Map.of("clusterId", plane.clusterId(), "planeId", plane.planeId());
        return Say.that(
                DecisionRecord.RULES,
                PLANE,
                new Decided(
                        PLANE,
                        "",
                        at.wall(),
                        new Because(
                                "PlaneChanged",
                                "another plane answers: nothing is decided until `nodebus plane"
                                        + " accept`",
                                Sorted.copy(figures),
                                List.of())));
    }

    private static Decision<Known> rule(Known known, Heard<?> heard) {
        return new Decision<>(known, rule(known, heard.at(), Optional.of(heard.evidence())));
    }

    private static List<Command> rule(Known known, Moment at, Optional<Evidence> evidence) {
        if (!known.mayDecide()) {
            return List.of();
        }
        for (var service : known.fleet().takeTouched()) {
            known.pacing().touched(service, evidence, at.since());
        }
        return tellDue(known, at);
    }

    private static List<Command> tellDue(Known known, Moment at) {
        var commands = new ArrayList<Command>();
        if (known.mayDecide()) {
            known.pacing()
                    .takeDue(at.since())
                    .forEach((service, evidence) -> {
                        var told = Telling.tell(known.fleet(), service, at, evidence);
                        if (!told.isEmpty()) {
                            known.pacing().told(service, at.since());
                        }
                        commands.addAll(told);
                    });
            known.pacing()
                    .untilDue(at.since())
                    .ifPresent(wait -> commands.add(new Wake(PACE, wait)));
        }
        return commands;
    }
}
