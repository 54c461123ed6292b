package io.nodebus.contracts.rules;

import java.util.Optional;

/// Where traffic may go.
///
/// For an endpoint on its own node an agent takes address, readiness and existence from its own pod
/// table, found by `podUid` (design §4, local truth). Therefore those that are not ready are here
/// too.
///
/// @param node where it runs; absent when nobody knows
/// @param podUid absent when it is no pod of ours
/// @param ready may get new connections
/// @param serving answers, though it may be ending
/// @param terminating its end has begun
public record RuleEndpoint(
        String address,
        int port,
        Optional<String> node,
        Optional<String> podUid,
        boolean ready,
        boolean serving,
        boolean terminating) {
    /// `10.64.0.2:8080`, `[fd00::2]:8080`.
    public String target() {
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }

    public boolean isOn(String name) {
        return node.filter(name::equals).isPresent();
    }
}
