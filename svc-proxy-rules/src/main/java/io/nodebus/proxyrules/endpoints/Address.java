package io.nodebus.proxyrules.endpoints;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which addresses traffic may be sent to.
public final class Address {
    private static final Pattern IPV4 =
            Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:]*(\\d+(\\.\\d+){3})?");
    private static final int HIGHEST_OCTET = 255;
    private static final int FIRST_MULTICAST = 224;

    private Address() {}

    /// Why nothing may be sent to it; empty when it may. What is in the machine itself, on the link
    /// (cloud metadata), or for many, is no endpoint: a Service would be a way around a firewall.
    public static Optional<String> refused(String address) {
        var text = address.toLowerCase(Locale.ROOT);
        return text.indexOf(':') >= 0 ? refusedIpv6(text) : refusedIpv4(text);
    }

    private static Optional<String> refusedIpv4(String text) {
        if (!IPV4.matcher(text).matches()) {
            return Optional.of("is no IP address");
        }
        var octets = text.split("\\.", -1);
        for (var octet : octets) {
            if (Integer.parseInt(octet) > HIGHEST_OCTET) {
                return Optional.of("is no IP address");
            }
        }
        var first = Integer.parseInt(octets[0]);
        if (first == 0) {
            return Optional.of("is unspecified");
        }
        if (first == 127) {
            return Optional.of("is loopback");
        }
        if (first == 169 && octets[1].equals("254")) {
            return Optional.of("is link-local");
        }
        return first >= FIRST_MULTICAST
                ? Optional.of("is multicast or reserved")
                : Optional.empty();
    }

    private static Optional<String> refusedIpv6(String text) {
        if (!IPV6.matcher(text).matches()) {
            return Optional.of("is no IP address");
        }
        return switch (text) {
            case "::" -> Optional.of("is unspecified");
            case "::1" -> Optional.of("is loopback");
            default -> {
                if (text.matches("fe[89ab].*")) {
                    yield Optional.of("is link-local");
                }
                if (text.startsWith("ff")) {
                    yield Optional.of("is multicast or reserved");
                }
                yield text.startsWith("::ffff:")
                        ? Optional.of("is an IPv4 address in disguise")
                        : Optional.empty();
            }
        };
    }
}
