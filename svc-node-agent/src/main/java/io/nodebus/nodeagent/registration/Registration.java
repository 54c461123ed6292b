package io.nodebus.nodeagent.registration;

import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Act;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.node.NodeCondition;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.nodeagent.registration.NodeNews.RuntimeSeen;
import io.nodebus.nodeagent.routes.NetworkPlan;
import io.nodebus.nodeagent.routes.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides what the node says of itself: one method per kind of message.
public final class Registration {
    private static final String PULSE = "pulse";
    private static final String NETWORK = "network";
    private static final String LOOK = "look";
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

    /// Others change routes and rules too; what they change is set right again.
    private static final Duration UNTIL_NETWORK_IS_MADE_AGAIN = Duration.ofSeconds(60);

    private final Self self;
    private final Duration pulse;

    /// @param pulse how often the node says that it lives
    public Registration(Self self, Duration pulse) {
        this.self = self;
        this.pulse = pulse;
    }

    public NodeStanding nothing() {
        return NodeStanding.NONE;
    }

    public Decision<NodeStanding> began(NodeStanding standing, Began began) {
        return beat(standing);
    }

    public Decision<NodeStanding> tick(NodeStanding standing, Tick tick) {
        return switch (tick.timer()) {
            case PULSE -> beat(standing);
            case LOOK -> new Decision<>(standing, List.of(new Act(new NodeOrder.LookAtRuntime())));
            default -> network(standing, true);
        };
    }

    private Decision<NodeStanding> beat(NodeStanding standing) {
        return new Decision<>(
                standing,
                List.of(
                        new Act(new NodeOrder.LookAtRuntime()),
                        new Wake(PULSE, pulse),
                        Say.that(
                                NodeHeartbeat.TOPIC,
                                self.name(),
                                new NodeHeartbeat.Beat(self.uid()))));
    }

    public Decision<NodeStanding> caughtUp(NodeStanding standing, CaughtUp caughtUp) {
        return told(standing.nowCaughtUp());
    }

    /// What this node said itself, read back.
    public Decision<NodeStanding> saidBefore(NodeStanding standing, Heard<NodeState> heard) {
        var ours =
                heard.message()
                        .filter(state -> heard.key().equals(self.name()))
                        .filter(state -> state.nodeUid().equals(self.uid()));
        return Decision.quietly(
                standing.caughtUp() || ours.isEmpty() ? standing : standing.said(ours.get()));
    }

    public Decision<NodeStanding> approval(NodeStanding standing, Heard<NodeDesired> heard) {
        if (!heard.key().equals(self.name()) || heard.message().isEmpty()) {
            return Decision.quietly(standing);
        }
        return switch (heard.message().get()) {
            case NodeDesired.Approved approved ->
                    told(
                            standing.approved(
                                    approved.nodeUid().equals(self.uid())
                                            ? Optional.of(approved)
                                            : Optional.empty()));
        };
    }

    public Decision<NodeStanding> route(NodeStanding standing, Heard<RouteState> heard) {
        var route =
                heard.message()
                        .map(it ->
                                switch (it) {
                                    case RouteState.Route other -> other;
                                });
        if (heard.key().equals(self.name())) {
            var ours = route.filter(it -> it.nodeUid().equals(self.uid()));
            return Decision.quietly(
                    standing.caughtUp() || ours.isEmpty() ? standing : standing.said(ours.get()));
        }
        return network(standing.routed(heard.key(), route), false);
    }

    public Decision<NodeStanding> news(NodeStanding standing, Told<NodeNews> told) {
        return switch (told.message()) {
            case RuntimeSeen seen -> seen(standing, seen);
            case NodeNews.NetworkMade _ -> made(standing);
            case NodeNews.NetworkFailed(var message) -> failed(standing, message, told.at());
        };
    }

    /// A runtime that is not ready is looked at again soon: it reads its network's configuration,
    /// or comes up, within a moment, and pods wait for it.
    private Decision<NodeStanding> seen(NodeStanding standing, RuntimeSeen seen) {
        var told = told(standing.seen(seen));
        var next = told.next();
        if (next.isRuntimeReady()) {
            return new Decision<>(next.lookingSoon(), told.commands());
        }
        var commands = new ArrayList<>(told.commands());
        commands.add(new Wake(LOOK, next.untilLook()));
        return new Decision<>(next.lookingLater(pulse), commands);
    }

    private Decision<NodeStanding> made(NodeStanding standing) {
        var next = standing.troubled(Optional.empty());
        var commands = new ArrayList<Command>();
        commands.add(new Wake(NETWORK, UNTIL_NETWORK_IS_MADE_AGAIN));
        if (!next.isRuntimeReady()) {
            next = next.lookingSoon();
            commands.add(new Act(new NodeOrder.LookAtRuntime()));
        }
        return new Decision<>(next, commands);
    }

    private Decision<NodeStanding> failed(NodeStanding standing, String message, Moment at) {
        var commands = new ArrayList<Command>();
        commands.add(new Wake(NETWORK, AFTER_TROUBLE));
        if (!standing.troubled().equals(Optional.of(message))) {
            commands.add(
                    Say.that(
                            DecisionRecord.NODES,
                            self.name() + "/node/" + self.name(),
                            new Decided(
                                    "node/" + self.name(),
                                    self.uid(),
                                    at.wall(),
                                    new Because(
                                            "NetworkNotMade",
                                            message,
                                            Map.of(
                                                    "routes",
                                                    String.valueOf(standing.routes().size())),
                                            List.of()))));
        }
        return new Decision<>(standing.troubled(Optional.of(message)), commands);
    }

    // --- what follows

    /// What every key of ours on `nodes.state` has to say (design law 2).
    public Map<String, NodeState> impliedStates(NodeStanding standing) {
        return standing.registered().map(it -> Map.of(self.name(), it)).orElse(Map.of());
    }

    /// What every key of ours on `routes.state` has to say (design law 2).
    public Map<String, RouteState> impliedRoutes(NodeStanding standing) {
        return standing.route().map(it -> Map.of(self.name(), it)).orElse(Map.of());
    }

    private Decision<NodeStanding> told(NodeStanding standing) {
        if (!standing.caughtUp()) {
            return Decision.quietly(standing);
        }
        var says = new ArrayList<Command>();
        var next = standing;
        if (next.runtime().isPresent()) {
            var state = registered(next.runtime().get());
            if (!next.registered().equals(Optional.of(state))) {
                says.add(Say.that(NodeState.TOPIC, self.name(), state));
                next = next.said(state);
            }
        }
        if (next.podCidr().isPresent()) {
            RouteState route =
                    new RouteState.Route(self.uid(), self.address(), List.of(next.podCidr().get()));
            if (!next.route().equals(Optional.of(route))) {
                says.add(Say.that(RouteState.TOPIC, self.name(), route));
                next = next.said(route);
            }
        }
        var network = network(next, false);
        var commands = new ArrayList<>(network.commands());
        commands.addAll(says);
        return new Decision<>(network.next(), commands);
    }

    private Decision<NodeStanding> network(NodeStanding standing, boolean again) {
        if (!self.network() || !standing.caughtUp() || standing.podCidr().isEmpty()) {
            return Decision.quietly(standing);
        }
        NetworkPlan plan =
                Routes.plan(
                        self.address(),
                        standing.podCidr().get(),
                        self.serviceCidr(),
                        self.nameServer().stream().toList(),
                        standing.routes());
        return !again && standing.made().equals(Optional.of(plan))
                ? Decision.quietly(standing)
                : new Decision<>(
                        standing.making(plan), List.of(new Act(new NodeOrder.MakeNetwork(plan))));
    }

    private NodeState registered(RuntimeSeen runtime) {
        var system = self.system();
        return new NodeState.Registered(
                self.uid(),
                self.address(),
                self.apiAddress(),
                self.apiCertificate(),
                self.publicKey(),
                self.capacity(),
                self.allocatable(),
                self.labels(),
                List.of(),
                self.features(),
                conditions(runtime),
                new NodeState.Versions(
                        system.agentVersion(),
                        runtime.version(),
                        system.kernelVersion(),
                        system.osImage(),
                        system.architecture(),
                        system.bootId()));
    }

    /// One that is not ready comes first in what is said of both: a node whose pods get no network
    /// is no place for pods.
    private static List<NodeCondition> conditions(RuntimeSeen runtime) {
        var unready =
                runtime.conditions().stream().filter(condition -> !condition.status()).findFirst();
        return List.of(
                unready.map(it ->
                                new NodeCondition(
                                        "ContainerRuntimeReady", false, it.reason(), it.message()))
                        .orElseGet(() ->
                                new NodeCondition(
                                        "ContainerRuntimeReady",
                                        true,
                                        "RuntimeReady",
                                        "the container runtime and its network are ready")));
    }
}
