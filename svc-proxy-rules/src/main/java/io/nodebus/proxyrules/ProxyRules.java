package io.nodebus.proxyrules;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.loop.Owned;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.proxyrules.fleet.Known;
import io.nodebus.proxyrules.fleet.Memory;
import io.nodebus.proxyrules.pacing.Pacing;
import io.nodebus.proxyrules.settings.ProxyRulesSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/// Connects the decisions to the bus.
public final class ProxyRules {
    private static final String SERVICE = "proxy-rules";
    private static final String SOURCE = "/fleet/proxy-rules";

    private static final Duration SAMPLING = Duration.ofSeconds(5);

    /// The state topics it writes.
    public static final Set<Topic<?>> OUTPUTS = Set.of(RuleState.TOPIC, NameState.TOPIC);

    private ProxyRules() {}

    /// Deploys the loop on a context of its own. It follows until it is told to
    /// [DecisionLoop#lead].
    public static Future<DecisionLoop<Known>> follower(
            Vertx vertx, Bus bus, ProxyRulesSettings settings, MeterRegistry meters) {
        Stamps beforeAnyLeader = () -> new ByLeader(SERVICE, 0, 0);
        var loop = loop(bus, beforeAnyLeader, settings).measuredBy(meters).follow();
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
    public static DecisionLoop<Known> loop(Bus bus, Stamps stamps, ProxyRulesSettings settings) {
        var cycle = new Cycle();
        var memory = new Memory();
        Supplier<Known> nothing =
                () -> Known.nothing(new Pacing(settings.shortest(), settings.longest()), memory);
        return new DecisionLoop<>(SERVICE, nothing, bus, stamps, SOURCE)
                .hears(ServiceDesired.TOPIC, cycle::service)
                .hears(EndpointSliceDesired.TOPIC, cycle::slice)
                .hears(PodState.TOPIC, cycle::pod)
                .hears(NodeDesired.TOPIC, cycle::nodeDesired)
                .hears(NodeHealth.TOPIC, cycle::nodeHealth)
                .hears(RuleState.TOPIC, cycle::said)
                .hears(NameState.TOPIC, cycle::named)
                .hears(PlaneState.TOPIC, cycle::planeState)
                .caughtUp(cycle::caughtUp)
                .ticks(cycle::tick)
                .plane(cycle::plane)
                .owns(owned(RuleState.TOPIC, known -> known.fleet().said().allRules()))
                .owns(owned(NameState.TOPIC, known -> known.fleet().said().allNames()))
                .decidesOn(DecisionRecord.RULES);
    }

    /// A plane that is not ours holds nothing of ours, and nothing there is ours to take back.
    private static <M> Owned<Known, M> owned(
            Topic<M> topic, Function<Known, Map<String, M>> implied) {
        return Owned.<Known, M>all(
                        topic, known -> known.mayDecide() ? implied.apply(known) : Map.of())
                .sparing((known, _) -> !known.mayDecide())
                .from(ServiceDesired.TOPIC);
    }
}
