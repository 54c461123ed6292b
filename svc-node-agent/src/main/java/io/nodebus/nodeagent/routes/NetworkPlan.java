package io.nodebus.nodeagent.routes;

import java.util.List;

/// A node's network as it has to be.
///
/// @param podCidr its own pods get their addresses here
/// @param addresses of the node itself, beside those its links have: nobody else reaches them
/// @param routes in order of their destinations
public record NetworkPlan(String podCidr, List<String> addresses, List<Route> routes) {
    public NetworkPlan {
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
    }

    /// A way to somewhere.
    public sealed interface Route {
        String destination();
    }

    /// Over another node.
    public record Via(String destination, String gateway) implements Route {}

    /// To addresses that are nobody's: the kernel's rules turn them into somebody's before a packet
    /// leaves. Without a route it would not get as far.
    public record Local(String destination, String source) implements Route {}
}
