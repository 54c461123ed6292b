package io.nodebus.api.admission;

import java.util.List;
import java.util.Optional;

/// Where no endpoint may be: what is in the machine itself, on the link (clouds have their metadata
/// there), or for many. A Service would be a way around the firewall of a node.
final class EndpointRanges {
    private static final List<Range> CLOSED =
            List.of(
                    range("0.0.0.0/8", "unspecified"),
                    range("127.0.0.0/8", "loopback"),
                    range("169.254.0.0/16", "link-local"),
                    range("224.0.0.0/4", "multicast"),
                    range("240.0.0.0/4", "reserved"));

    private EndpointRanges() {}

    private record Range(Network network, String name) {}

    private static Range range(String network, String name) {
        return new Range(Network.of(network).orElseThrow(), name);
    }

    /// What is wrong with an address; nothing when traffic may be sent to it.
    static Optional<String> refusal(String address) {
        var number = Network.address(address);
        return number.isEmpty()
                ? Optional.of("must be an IPv4 address")
                : CLOSED.stream()
                        .filter(range -> range.network().contains(number.getAsInt()))
                        .findFirst()
                        .map(range ->
                                "may not be in the %s range (%s)"
                                        .formatted(range.name(), range.network()));
    }
}
