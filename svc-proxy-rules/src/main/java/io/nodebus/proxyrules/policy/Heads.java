package io.nodebus.proxyrules.policy;

import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServicePort;
import io.nodebus.contracts.service.ServiceType;
import java.util.List;

/// What a Service says about one of its ports, with what it leaves unsaid filled in.
public final class Heads {
    private Heads() {}

    /// Its head, naming no slices yet.
    public static Head of(Service service, ServicePort port, IpFamily family) {
        var spec = service.spec();
        var nodePort =
                spec.type().filter(ServiceType.NodePort::equals).flatMap(_ -> port.nodePort());
        return new Head(
                service.metadata().uid(),
                port.name().filter(name -> !name.isEmpty()),
                family,
                port.transport(),
                port.port(),
                spec.clusterIp(family),
                nodePort,
                spec.internal(),
                spec.external(),
                spec.affinitySeconds(),
                spec.publishesNotReady(),
                List.of());
    }
}
