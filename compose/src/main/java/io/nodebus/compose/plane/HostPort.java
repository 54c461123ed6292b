package io.nodebus.compose.plane;

import java.net.InetSocketAddress;

/// Where something listens: `HOST:PORT`.
public record HostPort(String host, int port) {
    private static final int LAST = 65535;

    public HostPort {
        if (host.isEmpty() || port < 1 || port > LAST) {
            throw new IllegalArgumentException(
                    "must be HOST:PORT with a port from 1 to 65535, got %s:%d"
                            .formatted(host, port));
        }
    }

    /// @throws IllegalArgumentException saying what it must be
    public static HostPort of(String text) {
        var colon = text.lastIndexOf(':');
        try {
            return new HostPort(
                    text.substring(0, Math.max(colon, 0)),
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be HOST:PORT, got " + text, e);
        }
    }

    static HostPort loopback(int port) {
        return new HostPort("127.0.0.1", port);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
