package io.nodebus.api.admission;

import java.util.Optional;
import java.util.OptionalInt;

/// An IPv4 network: `10.96.0.0/16`.
///
/// @param base its first address
/// @param prefix how many bits of it are given
record Network(int base, int prefix) {
    private static final int OCTETS = 4;
    private static final int OCTET = 255;

    /// Nothing when the text is no network, or its address is none of those it begins with.
    static Optional<Network> of(String text) {
        var slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,2}")) {
            return Optional.empty();
        }
        var prefix = Integer.parseInt(text.substring(slash + 1));
        var base = address(text.substring(0, slash));
        return base.isPresent()
                        && prefix > 0
                        && prefix < Integer.SIZE
                        && base.getAsInt() << prefix == 0
                ? Optional.of(new Network(base.getAsInt(), prefix))
                : Optional.empty();
    }

    /// Nothing when the text is no IPv4 address.
    static OptionalInt address(String text) {
        var octets = text.split("\\.", -1);
        if (octets.length != OCTETS) {
            return OptionalInt.empty();
        }
        var address = 0;
        for (var octet : octets) {
            if (!octet.matches("0|[1-9]\\d{0,2}") || Integer.parseInt(octet) > OCTET) {
                return OptionalInt.empty();
            }
            address = address << 8 | Integer.parseInt(octet);
        }
        return OptionalInt.of(address);
    }

    static String text(int address) {
        return "%d.%d.%d.%d"
                .formatted(
                        address >>> 24 & OCTET,
                        address >>> 16 & OCTET,
                        address >>> 8 & OCTET,
                        address & OCTET);
    }

    int size() {
        return 1 << (Integer.SIZE - prefix);
    }

    boolean contains(int address) {
        return (address ^ base) >>> (Integer.SIZE - prefix) == 0;
    }

    @Override
    public String toString() {
        return text(base) + "/" + prefix;
    }
}
