package io.nodebus.contracts.service;

import java.util.Optional;

/// How long a client is remembered.
public record SessionAffinityConfig(Optional<ClientIp> clientIP) {
    /// @param timeoutSeconds 1 to 86400; absent means 10800
    public record ClientIp(Optional<Integer> timeoutSeconds) {}
}
