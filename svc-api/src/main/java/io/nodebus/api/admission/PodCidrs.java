package io.nodebus.api.admission;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;

/// Where the pods of a node get their addresses: a /24 each, out of one pool, the lowest that is
/// free.
///
/// @param base first address of the pool
/// @param prefix its length, at most 24
public record PodCidrs(int base, int prefix) {
    private static final int NODE_PREFIX = 24;
    private static final int NODE_SIZE = 1 << (Integer.SIZE - NODE_PREFIX);

    /// Reads `10.64.0.0/16`.
    ///
    /// @throws IllegalArgumentException when the text is no pool
    public static PodCidrs of(String text) {
        return Network.of(text)
                .filter(network -> network.prefix() >= 8 && network.prefix() <= NODE_PREFIX)
                .map(network -> new PodCidrs(network.base(), network.prefix()))
                .orElseThrow(() -> wrong(text));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "\"%s\" is no pool of pod addresses: write an IPv4 network of /8 to /24, as in"
                                .formatted(text)
                        + " 10.64.0.0/16");
    }

    /// How many nodes have a place.
    public int size() {
        return 1 << (NODE_PREFIX - prefix);
    }

    /// The lowest one nobody has; none when all are taken.
    public Optional<String> free(Collection<String> taken) {
        var used = new HashSet<>(taken);
        for (var i = 0; i < size(); i++) {
            var cidr = text(base + i * NODE_SIZE);
            if (!used.contains(cidr)) {
                return Optional.of(cidr);
            }
        }
        return Optional.empty();
    }

    private static String text(int address) {
        return Network.text(address) + "/" + NODE_PREFIX;
    }
}
