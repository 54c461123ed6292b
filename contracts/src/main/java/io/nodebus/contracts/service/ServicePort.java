package io.nodebus.contracts.service;

import io.nodebus.contracts.pod.Protocol;
import java.util.Locale;
import java.util.Optional;

/// One port of a Service.
///
/// @param name may be absent when it is the only one
/// @param protocol absent means `TCP`
/// @param targetPort absent means the same number as `port`
/// @param nodePort allocated at admission for a Service of type NodePort
public record ServicePort(
        Optional<String> name,
        Optional<Protocol> protocol,
        int port,
        Optional<TargetPort> targetPort,
        Optional<Integer> nodePort) {
    public Protocol transport() {
        return protocol.orElse(Protocol.TCP);
    }

    public TargetPort target() {
        return targetPort.orElseGet(() -> TargetPort.of(port));
    }

    /// `tcp-80`: unique within a Service, and a part of keys.
    public String slug() {
        return transport().name().toLowerCase(Locale.ROOT) + "-" + port;
    }
}
