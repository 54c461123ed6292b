package io.nodebus.nodeagent.routes;

import io.nodebus.contracts.node.RouteState;
import io.nodebus.nodeagent.routes.NetworkPlan.Local;
import io.nodebus.nodeagent.routes.NetworkPlan.Route;
import io.nodebus.nodeagent.routes.NetworkPlan.Via;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes the plan of a node's network.
public final class Routes {
    private Routes() {}

    /// @param own addresses of the node itself, beside those its links have
    /// @param others what the other nodes say, by name. Of two that claim the same addresses the
    ///   one first in the alphabet has them, on every node; a claim to our own is not believed
    public static NetworkPlan plan(
            String address,
            String podCidr,
            String serviceCidr,
            List<String> own,
            Map<String, RouteState.Route> others) {
        SortedMap<String, Route> routes = new TreeMap<>();
        routes.put(serviceCidr, new Local(serviceCidr, address));
        new TreeMap<>(others)
                .values()
                .forEach(other -> {
                    for (var destination : other.podCidrs()) {
                        if (!destination.equals(podCidr) && !other.address().equals(address)) {
                            routes.putIfAbsent(destination, new Via(destination, other.address()));
                        }
                    }
                });
        return new NetworkPlan(podCidr, own, new ArrayList<>(routes.values()));
    }
}
