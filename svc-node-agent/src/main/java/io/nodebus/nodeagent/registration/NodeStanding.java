package io.nodebus.nodeagent.registration;

import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.nodeagent.registration.NodeNews.RuntimeSeen;
import io.nodebus.nodeagent.routes.NetworkPlan;
import io.nodebus.nodeagent.runtime.RuntimeCondition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is known of the node itself, and what was said of it. Immutable.
///
/// @param caughtUp what was said before has been heard
/// @param runtime as it was last seen
/// @param approved what people decided, if it is about this life
/// @param routes of all other nodes
/// @param registered last said
/// @param route last said
/// @param made the network that was last made, or is being made
/// @param troubled why it could not be made
/// @param untilLook how long a runtime that is not ready is left alone before it is looked at again
public record NodeStanding(
        boolean caughtUp,
        Optional<RuntimeSeen> runtime,
        Optional<NodeDesired.Approved> approved,
        Map<String, RouteState.Route> routes,
        Optional<NodeState> registered,
        Optional<RouteState> route,
        Optional<NetworkPlan> made,
        Optional<String> troubled,
        Duration untilLook) {
    private static final Duration SOONEST_LOOK = Duration.ofMillis(25);

    static final NodeStanding NONE =
            new NodeStanding(
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    SOONEST_LOOK);

    public NodeStanding {
        routes = Sorted.copy(routes);
    }

    NodeStanding nowCaughtUp() {
        return new NodeStanding(
                true, runtime, approved, routes, registered, route, made, troubled, untilLook);
    }

    /// A runtime that does not answer is still the one it was.
    NodeStanding seen(RuntimeSeen other) {
        var version =
                runtime.filter(_ -> other.version().isEmpty())
                        .map(RuntimeSeen::version)
                        .orElse(other.version());
        var seen = new RuntimeSeen(version, other.conditions());
        return new NodeStanding(
                caughtUp,
                Optional.of(seen),
                approved,
                routes,
                registered,
                route,
                made,
                troubled,
                untilLook);
    }

    NodeStanding approved(Optional<NodeDesired.Approved> other) {
        return new NodeStanding(
                caughtUp, runtime, other, routes, registered, route, made, troubled, untilLook);
    }

    NodeStanding routed(String node, Optional<RouteState.Route> other) {
        var others = new TreeMap<>(routes);
        other.ifPresentOrElse(it -> others.put(node, it), () -> others.remove(node));
        return new NodeStanding(
                caughtUp, runtime, approved, others, registered, route, made, troubled, untilLook);
    }

    NodeStanding said(NodeState state) {
        return new NodeStanding(
                caughtUp,
                runtime,
                approved,
                routes,
                Optional.of(state),
                route,
                made,
                troubled,
                untilLook);
    }

    NodeStanding said(RouteState state) {
        return new NodeStanding(
                caughtUp,
                runtime,
                approved,
                routes,
                registered,
                Optional.of(state),
                made,
                troubled,
                untilLook);
    }

    NodeStanding making(NetworkPlan plan) {
        return new NodeStanding(
                caughtUp,
                runtime,
                approved,
                routes,
                registered,
                route,
                Optional.of(plan),
                troubled,
                untilLook);
    }

    NodeStanding troubled(Optional<String> message) {
        return new NodeStanding(
                caughtUp, runtime, approved, routes, registered, route, made, message, untilLook);
    }

    /// Something was done that should make the runtime ready: it is looked at often again.
    NodeStanding lookingSoon() {
        return untilLook(SOONEST_LOOK);
    }

    NodeStanding lookingLater(Duration most) {
        var twice = untilLook.multipliedBy(2);
        return untilLook(twice.compareTo(most) < 0 ? twice : most);
    }

    private NodeStanding untilLook(Duration other) {
        return new NodeStanding(
                caughtUp, runtime, approved, routes, registered, route, made, troubled, other);
    }

    boolean isRuntimeReady() {
        return runtime.isPresent()
                && runtime.get().conditions().stream().allMatch(RuntimeCondition::status);
    }

    Optional<String> podCidr() {
        return approved.flatMap(NodeDesired.Approved::podCidr);
    }
}
