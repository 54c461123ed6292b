package io.nodebus.api.admission;

import io.nodebus.contracts.service.ServiceSpec;
import java.util.Optional;
import java.util.function.Predicate;

/// Where Services get their cluster IPs.
public record ClusterIps(Network network) {
    private static final int SHORTEST_PREFIX = 12;
    private static final int LONGEST_PREFIX = 28;
    private static final int SHARE_NAMED = 16;
    private static final int MOST_NAMED = 256;

    /// Reads `10.96.0.0/16`.
    ///
    /// @throws IllegalArgumentException when the text is no such network
    public static ClusterIps of(String text) {
        return Network.of(text)
                .filter(network ->
                        network.prefix() >= SHORTEST_PREFIX && network.prefix() <= LONGEST_PREFIX)
                .map(ClusterIps::new)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "\"%s\" is no network for Services: write an IPv4 network of /%d to /%d, as in %s"
                                        .formatted(
                                                text,
                                                SHORTEST_PREFIX,
                                                LONGEST_PREFIX,
                                                ServiceSpec.DEFAULT_CIDR)));
    }

    /// Without the first and the last address of the network, which are nobody's.
    private Bands bands() {
        return Bands.of(1, network.size() - 2, SHARE_NAMED, MOST_NAMED);
    }

    boolean contains(String ip) {
        var address = Network.address(ip);
        return address.isPresent()
                && network.contains(address.getAsInt())
                && address.getAsInt() - network.base() >= bands().first()
                && address.getAsInt() - network.base() <= bands().last();
    }

    Optional<String> free(int chance, Predicate<String> isTaken) {
        return bands().free(chance, number -> isTaken.test(address(number))).map(this::address);
    }

    private String address(int number) {
        return Network.text(network.base() + number);
    }

    int size() {
        return bands().size();
    }

    @Override
    public String toString() {
        return network.toString();
    }
}
