package io.nodebus.api.admission;

import io.nodebus.api.status.Cause;
import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.service.ServicePort;
import io.nodebus.contracts.service.ServiceSpec;
import io.nodebus.contracts.service.ServiceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Gives a Service the address and the node ports it did not name, and notes what it named and
/// cannot have. See `docs/decisions/0320-services.md`.
///
/// @param uid of the Service: where the search begins is its chance
/// @param own what it has already, and may keep whatever the ranges are now
record Allocation(
        ServiceRanges ranges, Holders holders, String uid, List<Claim> own, Checks checks) {
    ServiceSpec allocated(ServiceSpec spec) {
        var clusterIp = spec.isHeadless() ? spec.clusterIP() : clusterIp(spec.clusterIP());
        return new ServiceSpec(
                spec.type(),
                spec.selector(),
                spec.type().filter(ServiceType.NodePort::equals).isPresent()
                        ? nodePorts(spec.ports())
                        : spec.ports(),
                clusterIp,
                clusterIp.stream().toList(),
                spec.ipFamilies(),
                spec.internalTrafficPolicy(),
                spec.externalTrafficPolicy(),
                spec.sessionAffinity(),
                spec.sessionAffinityConfig(),
                spec.publishNotReadyAddresses());
    }

    private Optional<String> clusterIp(Optional<String> named) {
        if (named.isPresent()) {
            named.map(Claim.Address::new)
                    .filter(claim -> !own.contains(claim))
                    .ifPresent(this::named);
            return named;
        }
        var free =
                ranges.addresses()
                        .free(uid.hashCode(), ip -> holders.of(new Claim.Address(ip)).isPresent());
        checks.require(
                free.isPresent(),
                Cause.unknown(
                        "spec.clusterIP",
                        "no address is left in %s: all %d are taken"
                                .formatted(ranges.addresses(), ranges.addresses().size())));
        return free;
    }

    private void named(Claim.Address claim) {
        checks.require(
                ranges.addresses().contains(claim.ip()),
                Cause.invalid(
                        "spec.clusterIP",
                        claim.ip(),
                        "is not in the network of Services, " + ranges.addresses()));
        holders.of(claim)
                .ifPresent(owner -> checks.add(taken("spec.clusterIP", claim.ip(), owner)));
    }

    private static Cause taken(String field, Object what, String owner) {
        return Cause.invalid(field, what, "belongs to service %s already".formatted(owner));
    }

    private List<ServicePort> nodePorts(List<ServicePort> written) {
        var ports = new ArrayList<>(written);
        for (var i = 0; i < ports.size(); i++) {
            var port = ports.get(i);
            if (port.nodePort().isPresent()) {
                named(field(i), new Claim.Port(port.transport(), port.nodePort().get()));
            } else {
                ports.set(i, free(i, port, ports));
            }
        }
        return ports;
    }

    private static String field(int port) {
        return "spec.ports[" + port + "].nodePort";
    }

    private void named(String field, Claim.Port claim) {
        if (own.contains(claim)) {
            return;
        }
        checks.require(
                ranges.ports().contains(claim.number()),
                Cause.invalid(
                        field,
                        claim.number(),
                        "is not in the range of node ports, " + ranges.ports()));
        holders.of(claim).ifPresent(owner -> checks.add(taken(field, claim.number(), owner)));
    }

    private ServicePort free(int index, ServicePort port, List<ServicePort> ports) {
        var free =
                twin(port, ports)
                        .or(() ->
                                ranges.ports()
                                        .free(
                                                (uid + port.slug()).hashCode(),
                                                number -> isTaken(number, ports)));
        checks.require(
                free.isPresent(),
                Cause.unknown(field(index), "no node port is left in " + ranges.ports()));
        return new ServicePort(port.name(), port.protocol(), port.port(), port.targetPort(), free);
    }

    /// One port for two protocols, as of DNS, is one node port too, if it can be.
    private Optional<Integer> twin(ServicePort port, List<ServicePort> ports) {
        return ports.stream()
                .filter(other -> other.port() == port.port())
                .flatMap(other -> other.nodePort().stream())
                .filter(number ->
                        !uses(ports, port.transport(), number)
                                && holders.of(new Claim.Port(port.transport(), number)).isEmpty())
                .findFirst();
    }

    /// For whatever protocol: a number that means two things is asked for, not given.
    private boolean isTaken(int number, List<ServicePort> ports) {
        return Arrays.stream(Protocol.values())
                .anyMatch(protocol ->
                        uses(ports, protocol, number)
                                || holders.of(new Claim.Port(protocol, number)).isPresent());
    }

    private static boolean uses(List<ServicePort> ports, Protocol protocol, int number) {
        return ports.stream()
                .anyMatch(port ->
                        port.transport() == protocol
                                && port.nodePort().filter(n -> n == number).isPresent());
    }
}
