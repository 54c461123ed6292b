package io.nodebus.api.door;

import io.nodebus.api.admission.PodCidrs;
import io.nodebus.api.admission.ServiceRanges;
import io.nodebus.api.door.Request.AcceptPlane;
import io.nodebus.api.view.Rendering;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.config.ConfigDesired;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.ServiceDesired;
import java.time.Duration;
import java.util.Map;

/// What is decided at each input: the view is brought up to date, writes that were read back are
/// answered, and what follows from it is done.
public final class FrontDoor {
    /// An event makes us look sooner; this makes us look anyway (design law 1).
    private static final String SWEEP = "sweep";

    private static final Duration SLOWLY = Duration.ofMinutes(1);

    private final Departures departures = new Departures();
    private final Projection projection;
    private final Counter counter;

    /// @param pool where nodes' pod CIDRs come from
    /// @param ranges what Services are given
    /// @param autoApprove whether a node that registers under a free name is let in
    public FrontDoor(PodCidrs pool, ServiceRanges ranges, boolean autoApprove, Seals seals) {
        var rendering = new Rendering(seals);
        projection = new Projection(seals);
        counter =
                new Counter(
                        new PodDesk(rendering),
                        new NodeDesk(pool, autoApprove, rendering),
                        new ConfigDesk(seals, rendering),
                        new ServiceDesk(ranges, rendering),
                        new EndpointSliceDesk(rendering));
    }

    private Step step(Desk desk, Heard<?> heard) {
        var step = new Step(desk, heard.at());
        desk.happenings().heard(heard);
        return step;
    }

    public Decision<Desk> podDesired(Desk desk, Heard<PodDesired> heard) {
        var step = step(desk, heard);
        desk.view().podDesired(heard);
        if (heard.message().isEmpty()) {
            departures.ended(desk, heard.key());
        }
        counter.landed(step, heard);
        counter.evictIfAsked(step, heard.key());
        departures.follow(step, heard.key());
        return step.done();
    }

    public Decision<Desk> podPlacement(Desk desk, Heard<PodPlacement> heard) {
        var step = step(desk, heard);
        departures.placement(desk, heard);
        desk.view().podPlacement(heard);
        counter.evictIfAsked(step, heard.key());
        departures.follow(step, heard.key());
        departures.followNodes(step);
        return step.done();
    }

    public Decision<Desk> podState(Desk desk, Heard<PodState> heard) {
        var step = step(desk, heard);
        desk.view().podState(heard);
        return step.done();
    }

    public Decision<Desk> podBound(Desk desk, Heard<PodBound> heard) {
        var step = step(desk, heard);
        desk.view().podBound(heard);
        step.addAll(projection.of(desk, node(heard.key())));
        departures.followNodes(step);
        return step.done();
    }

    public Decision<Desk> nodeDesired(Desk desk, Heard<NodeDesired> heard) {
        var step = step(desk, heard);
        desk.view().nodeDesired(heard);
        if (heard.message().isEmpty()) {
            departures.endedNode(desk, heard.key());
        }
        counter.landed(step, heard);
        counter.approveIfNeeded(step, heard.key());
        departures.followNodes(step);
        return step.done();
    }

    public Decision<Desk> nodeState(Desk desk, Heard<NodeState> heard) {
        var step = step(desk, heard);
        desk.view().nodeState(heard);
        counter.approveIfNeeded(step, heard.key());
        step.addAll(projection.of(desk, heard.key()));
        departures.followNodes(step);
        return step.done();
    }

    public Decision<Desk> nodeHealth(Desk desk, Heard<NodeHealth> heard) {
        var step = step(desk, heard);
        desk.view().nodeHealth(heard);
        counter.approveIfNeeded(step, heard.key());
        departures.followNodes(step);
        return step.done();
    }

    public Decision<Desk> config(Desk desk, Heard<ConfigDesired> heard) {
        var step = step(desk, heard);
        desk.view().config(heard);
        counter.landed(step, heard);
        step.addAll(projection.ofAllNaming(desk, heard.key()));
        return step.done();
    }

    public Decision<Desk> service(Desk desk, Heard<ServiceDesired> heard) {
        var step = step(desk, heard);
        desk.view().service(heard);
        desk.leases.heard(heard.key(), heard.message());
        counter.landed(step, heard);
        return step.done();
    }

    public Decision<Desk> slice(Desk desk, Heard<EndpointSliceDesired> heard) {
        var step = step(desk, heard);
        desk.view().slice(heard);
        counter.landed(step, heard);
        return step.done();
    }

    public Decision<Desk> rule(Desk desk, Heard<RuleState> heard) {
        var step = step(desk, heard);
        desk.view().rule(heard);
        return step.done();
    }

    public Decision<Desk> name(Desk desk, Heard<NameState> heard) {
        var step = step(desk, heard);
        desk.view().name(heard);
        return step.done();
    }

    /// Our own output, read back.
    public Decision<Desk> configBound(Desk desk, Heard<ConfigBound> heard) {
        var step = step(desk, heard);
        desk.projected.heard(heard.key(), heard.message());
        return step.done();
    }

    public Decision<Desk> decided(Desk desk, Heard<DecisionRecord> heard) {
        var step = step(desk, heard);
        desk.view().decided(heard);
        desk.story().heard(heard);
        return step.done();
    }

    /// What only the stream of events is interested in.
    public <M> Decision<Desk> happened(Desk desk, Heard<M> heard) {
        return step(desk, heard).done();
    }

    /// Not an order to anybody (design law 9): the view forgets what others said and no longer say,
    /// and keeps what people wanted.
    public <M> Decision<Desk> missing(Desk desk, Missing<M> missing) {
        var step = new Step(desk, missing.at());
        if (desk.foreignPlane().isEmpty()) {
            desk.view().forget(missing.topic(), missing.key());
        }
        return step.done();
    }

    public Decision<Desk> plane(Desk desk, PlaneSeen seen) {
        return Decision.quietly(
                desk.standing(standing -> standing.on(standing.plane().seen(seen.plane()))));
    }

    /// What people accepted, here or at another process that led.
    public Decision<Desk> planeState(Desk desk, Heard<PlaneState> heard) {
        var step = step(desk, heard);
        return switch (heard.message().orElse(null)) {
            case PlaneState.Accepted accepted ->
                    step.done(
                            desk.standing(
                                    standing -> standing.on(standing.plane().accepted(accepted))));
            case PlaneState.Founded _ -> step.done();
            case null -> step.done();
        };
    }

    public Decision<Desk> caughtUp(Desk desk, CaughtUp caughtUp) {
        desk.view().caughtUp();
        return sweep(desk.standing(Standing::readyNow), caughtUp.at());
    }

    public Decision<Desk> tick(Desk desk, Tick tick) {
        return switch (tick.timer()) {
            case SWEEP -> sweep(desk, tick.at());
            default -> throw new IllegalArgumentException("no such timer: " + tick.timer());
        };
    }

    private Decision<Desk> sweep(Desk desk, Moment at) {
        var step = new Step(desk, at);
        for (var read : desk.view().pods().desired()) {
            var key = read.message().pod().key();
            counter.evictIfAsked(step, key);
            departures.follow(step, key);
        }
        desk.view().nodes().names().forEach(node -> counter.approveIfNeeded(step, node));
        departures.followNodes(step);
        step.add(new Wake(SWEEP, SLOWLY));
        return step.done();
    }

    public Decision<Desk> request(Desk desk, Told<Request> told) {
        var step = new Step(desk, told.at());
        if (told.message() instanceof AcceptPlane(var number, var node)
                && node.isEmpty()
                && desk.isReady()) {
            return acceptPlane(step, number);
        }
        counter.serve(step, told);
        return step.done();
    }

    /// Also when the plane is ours already: another service may have been here longer than we, and
    /// wait for it.
    private static Decision<Desk> acceptPlane(Step step, long number) {
        var desk = step.desk();
        var accepted = desk.ourPlane().accepting(step.now()).orElseThrow();
        step.answer(number, Counter.acceptPlane(step, accepted));
        return step.done(
                desk.standing(standing -> standing.on(standing.plane().accepted(accepted))));
    }

    /// Law 2: what `config.bound` should hold.
    public Map<String, ConfigBound> impliedConfigs(Desk desk) {
        return projection.implied(desk);
    }

    private static String node(String key) {
        return key.substring(0, key.indexOf('/'));
    }
}
