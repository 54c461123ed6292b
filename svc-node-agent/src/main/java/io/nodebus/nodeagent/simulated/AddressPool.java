package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.RuntimeFailure;
import java.util.BitSet;

/// Addresses of one CIDR, as host-local gives them: the first is the gateway's, then upwards, and a
/// freed one only after all others had their turn. Not safe for threads.
final class AddressPool {
    private final long network;
    private final int size;
    private final BitSet taken = new BitSet();
    private int next = 2;

    AddressPool(String cidr) {
        var slash = cidr.indexOf('/');
        var bits = Integer.parseInt(cidr.substring(slash + 1));
        if (bits < 8 || bits > 30) {
            throw new IllegalArgumentException("a pod CIDR is between /8 and /30, got " + cidr);
        }
        size = 1 << (32 - bits);
        network = number(cidr.substring(0, slash)) & -(long) size;
    }

    String take() {
        for (var tried = 0; tried < size; tried++) {
            var candidate = next;
            next = next + 1 >= size - 1 ? 2 : next + 1;
            if (!taken.get(candidate)) {
                taken.set(candidate);
                return text(network + candidate);
            }
        }
        throw new RuntimeFailure(
                RuntimeFailure.Kind.REFUSED,
                "failed to setup network for sandbox: no IP addresses available in range set: "
                        + text(network)
                        + "-"
                        + text(network + size - 1));
    }

    void free(String address) {
        taken.clear((int) (number(address) - network));
    }

    private static long number(String address) {
        var number = 0L;
        for (var part : address.split("\\.", -1)) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    private static String text(long number) {
        return (number >> 24 & 255)
                + "."
                + (number >> 16 & 255)
                + "."
                + (number >> 8 & 255)
                + "."
                + (number & 255);
    }
}
