package io.nodebus.nodeagent.netfilter.nftables;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.service.IpFamily;
import java.util.Locale;

/// One part of a key or of what a key leads to. Prints as nft prints it.
public sealed interface Field {
    /// An address by its bits; of IPv4 only the last 32 of `low`.
    record Address(IpFamily family, long high, long low) implements Field {
        private static final int OCTETS = 4;
        private static final int NONE = -1;

        /// @throws IllegalArgumentException when it is none, or of a family without rules yet
        public static Address of(String text) {
            if (IpFamily.of(text) == IpFamily.IPv6) {
                throw new IllegalArgumentException("no rules for IPv6 yet, got " + text);
            }
            long bits = 0;
            int octets = 0;
            int octet = NONE;
            for (int i = 0; i <= text.length(); i++) {
                var c = i < text.length() ? text.charAt(i) : '.';
                if (c == '.' && octet != NONE) {
                    bits = bits << 8 | octet;
                    octets++;
                    octet = NONE;
                } else if (c >= '0' && c <= '9' && octet != 0 && octet <= 25) {
                    octet = Math.max(octet, 0) * 10 + c - '0';
                } else {
                    throw noAddress(text);
                }
                if (octet > 255) {
                    throw noAddress(text);
                }
            }
            if (octets != OCTETS) {
                throw noAddress(text);
            }
            return new Address(IpFamily.IPv4, 0, bits);
        }

        private static IllegalArgumentException noAddress(String text) {
            return new IllegalArgumentException("not an IPv4 address: '" + text + "'");
        }

        @Override
        public String toString() {
            return switch (family) {
                case IPv4 ->
                        (low >> 24 & 255)
                                + "."
                                + (low >> 16 & 255)
                                + "."
                                + (low >> 8 & 255)
                                + "."
                                + (low & 255);
                case IPv6 -> "%016x%016x".formatted(high, low).replaceAll("(.{4})(?!$)", "$1:");
            };
        }
    }

    record Transport(Protocol protocol) implements Field {
        @Override
        public String toString() {
            return protocol.name().toLowerCase(Locale.ROOT);
        }
    }

    record Port(int number) implements Field {
        public Port {
            if (number < 1 || number > 65_535) {
                throw new IllegalArgumentException("not a port: " + number);
            }
        }

        @Override
        public String toString() {
            return Integer.toString(number);
        }
    }

    /// A place among the endpoints of a port, from 0.
    record Index(int place) implements Field {
        @Override
        public String toString() {
            return Integer.toString(place);
        }
    }
}
