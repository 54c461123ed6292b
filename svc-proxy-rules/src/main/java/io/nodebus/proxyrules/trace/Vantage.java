package io.nodebus.proxyrules.trace;

import java.util.List;
import java.util.Optional;

/// One node, as far as rules depend on it.
///
/// @param addresses all of its own
/// @param pods sources in here are pods of the fleet; absent when nothing tells them
/// @param services where cluster IPs come from
/// @param nodePortAddresses which of its addresses have node ports; none said means all
/// @param localhostNodePorts whether loopback has them too
/// @param masqueradeAll whether traffic to cluster IPs is masqueraded whoever sends it
public record Vantage(
        String node,
        List<String> addresses,
        Optional<Cidr> pods,
        Optional<Cidr> services,
        List<Cidr> nodePortAddresses,
        boolean localhostNodePorts,
        boolean masqueradeAll,
        Mode mode) {
    private static final List<Cidr> LOOPBACK = List.of(Cidr.of("127.0.0.0/8"), Cidr.of("::1/128"));

    public Vantage {
        addresses = List.copyOf(addresses);
        nodePortAddresses = List.copyOf(nodePortAddresses);
    }

    boolean isPod(String source) {
        return pods.filter(range -> range.contains(source)).isPresent();
    }

    /// A source that is no pod of the fleet, where that can be told.
    boolean isForeign(String source) {
        return pods.filter(range -> !range.contains(source)).isPresent();
    }

    boolean isItself(String address) {
        return addresses.contains(address) || isLoopback(address);
    }

    boolean hasNodePorts(String address) {
        return isItself(address)
                && (localhostNodePorts || !isLoopback(address))
                && (ofItsFamily(address).isEmpty()
                        || ofItsFamily(address).stream()
                                .anyMatch(range -> range.contains(address)));
    }

    /// A family for which no range is said has node ports on all addresses.
    private List<Cidr> ofItsFamily(String address) {
        var family = Cidr.of(address).family();
        return nodePortAddresses.stream().filter(range -> range.family() == family).toList();
    }

    private static boolean isLoopback(String address) {
        return LOOPBACK.stream().anyMatch(range -> range.contains(address));
    }
}
