package io.nodebus.contracts.pod;

import java.util.Optional;

/// A port a container listens on.
///
/// @param containerPort 1 to 65535
/// @param protocol absent means `TCP`
public record ContainerPort(int containerPort, Optional<String> name, Optional<Protocol> protocol) {
    public Protocol transport() {
        return protocol.orElse(Protocol.TCP);
    }
}
