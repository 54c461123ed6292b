package io.nodebus.api.admission;

import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.ServicePort;
import io.nodebus.contracts.service.ServiceSpec;
import io.nodebus.contracts.service.ServiceType;
import io.nodebus.contracts.service.SessionAffinity;
import io.nodebus.contracts.service.SessionAffinityConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What holds of a Service where nobody said anything: as always, or as it was.
final class ServiceDefaults {
    private ServiceDefaults() {}

    static ServiceSpec filled(ServiceSpec spec) {
        var type = spec.type().orElse(ServiceType.ClusterIP);
        var affinity = spec.sessionAffinity().orElse(SessionAffinity.None);
        var clusterIp = spec.clusterIP().filter(ip -> !ip.isEmpty());
        return new ServiceSpec(
                Optional.of(type),
                spec.selector(),
                spec.ports().stream().map(ServiceDefaults::filled).toList(),
                clusterIp,
                spec.clusterIPs().isEmpty() ? clusterIp.stream().toList() : spec.clusterIPs(),
                spec.ipFamilies().isEmpty() ? List.of(IpFamily.IPv4) : spec.ipFamilies(),
                Optional.of(spec.internal()),
                type == ServiceType.NodePort
                        ? Optional.of(spec.external())
                        : spec.externalTrafficPolicy(),
                Optional.of(affinity),
                affinity == SessionAffinity.ClientIP
                        ? spec.affinitySeconds().map(ServiceDefaults::remembering)
                        : spec.sessionAffinityConfig(),
                spec.publishNotReadyAddresses().filter(publishes -> publishes));
    }

    private static SessionAffinityConfig remembering(int seconds) {
        return new SessionAffinityConfig(
                Optional.of(new SessionAffinityConfig.ClientIp(Optional.of(seconds))));
    }

    private static ServicePort filled(ServicePort port) {
        return new ServicePort(
                port.name().filter(name -> !name.isEmpty()),
                Optional.of(port.transport()),
                port.port(),
                port.targetPort()
                        .or(() -> port.port() > 0 ? Optional.of(port.target()) : Optional.empty()),
                port.nodePort().filter(number -> number != 0));
    }

    /// A Service that is there, written again: what was allocated and is not mentioned stays, and
    /// what its new type has no use for goes, if it is only repeated.
    static ServiceSpec inherited(ServiceSpec before, ServiceSpec written) {
        var clusterIp = written.clusterIP().filter(ip -> !ip.isEmpty());
        var keeps = written.type().filter(ServiceType.NodePort::equals).isPresent();
        return new ServiceSpec(
                written.type(),
                written.selector(),
                keeps
                        ? keeping(before.ports(), written.ports())
                        : dropping(before.ports(), written.ports()),
                clusterIp.or(before::clusterIP),
                clusterIp.isEmpty() && written.clusterIPs().isEmpty()
                        ? before.clusterIPs()
                        : written.clusterIPs(),
                written.ipFamilies(),
                written.internalTrafficPolicy(),
                keeps
                        ? written.externalTrafficPolicy()
                        : other(before.externalTrafficPolicy(), written.externalTrafficPolicy()),
                written.sessionAffinity(),
                written.sessionAffinity().filter(SessionAffinity.ClientIP::equals).isPresent()
                        ? written.sessionAffinityConfig()
                        : other(before.sessionAffinityConfig(), written.sessionAffinityConfig()),
                written.publishNotReadyAddresses());
    }

    private static <T> Optional<T> other(Optional<T> before, Optional<T> written) {
        return written.equals(before) ? Optional.empty() : written;
    }

    /// A port of the same name keeps its node port, unless another one names that number now.
    private static List<ServicePort> keeping(List<ServicePort> before, List<ServicePort> written) {
        var used =
                new HashSet<>(written.stream().flatMap(port -> port.nodePort().stream()).toList());
        var ports = new ArrayList<ServicePort>();
        for (var port : written) {
            var kept =
                    port.nodePort()
                            .filter(number -> number != 0)
                            .or(() ->
                                    named(before, port)
                                            .flatMap(ServicePort::nodePort)
                                            .filter(used::add));
            ports.add(with(port, kept));
        }
        return ports;
    }

    private static List<ServicePort> dropping(List<ServicePort> before, List<ServicePort> written) {
        return written.stream()
                .map(port ->
                        with(
                                port,
                                other(
                                        named(before, port).flatMap(ServicePort::nodePort),
                                        port.nodePort())))
                .toList();
    }

    private static Optional<ServicePort> named(List<ServicePort> before, ServicePort port) {
        return before.stream()
                .filter(was -> Objects.equals(was.name().orElse(""), port.name().orElse("")))
                .findFirst();
    }

    private static ServicePort with(ServicePort port, Optional<Integer> nodePort) {
        return new ServicePort(
                port.name(), port.protocol(), port.port(), port.targetPort(), nodePort);
    }
}
