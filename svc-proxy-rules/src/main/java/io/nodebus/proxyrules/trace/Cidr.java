package io.nodebus.proxyrules.trace;

import io.nodebus.contracts.service.IpFamily;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A range of addresses: `10.0.0.0/8`, `fd00::/64`, or one address.
///
/// @param bits of the first address
/// @param rest how many bits may be anything
public record Cidr(IpFamily family, BigInteger bits, int rest) {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;
    private static final int GROUPS = 8;
    private static final int GROUP_BITS = 16;

    public static Cidr of(String text) {
        var slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        var family = IpFamily.of(address);
        var width = family == IpFamily.IPv4 ? IPV4_BITS : IPV6_BITS;
        var prefix = slash < 0 ? width : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > width) {
            throw new IllegalArgumentException(
                    "the prefix must be from 0 to %d, got %s".formatted(width, text));
        }
        return new Cidr(family, bits(family, address), width - prefix);
    }

    public boolean contains(String address) {
        return IpFamily.of(address) == family
                && bits.shiftRight(rest).equals(bits(family, address).shiftRight(rest));
    }

    private static BigInteger bits(IpFamily family, String address) {
        return switch (family) {
            case IPv4 -> joined(List.of(address.split("\\.", -1)), 10, 8);
            case IPv6 -> joined(groups(address), 16, GROUP_BITS);
        };
    }

    private static BigInteger joined(List<String> parts, int radix, int width) {
        var bits = BigInteger.ZERO;
        for (var part : parts) {
            bits = bits.shiftLeft(width).or(BigInteger.valueOf(Long.parseLong(part, radix)));
        }
        return bits;
    }

    private static List<String> groups(String address) {
        var gap = address.indexOf("::");
        if (gap < 0) {
            return List.of(address.split(":", -1));
        }
        var head = some(address.substring(0, gap));
        var tail = some(address.substring(gap + 2));
        var groups = new ArrayList<>(head);
        while (groups.size() + tail.size() < GROUPS) {
            groups.add("0");
        }
        groups.addAll(tail);
        return groups;
    }

    private static List<String> some(String groups) {
        return groups.isEmpty() ? List.of() : List.of(groups.split(":", -1));
    }
}
