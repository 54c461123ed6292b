package io.nodebus.api.admission;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.service.Service;
import java.util.ArrayList;
import java.util.List;

/// What only one Service may have.
public sealed interface Claim {
    record Address(String ip) implements Claim {}

    record Port(Protocol protocol, int number) implements Claim {}

    /// All that a Service has.
    static List<Claim> of(Service service) {
        var claims = new ArrayList<Claim>();
        for (var family : service.spec().families()) {
            service.spec().clusterIp(family).map(Address::new).ifPresent(claims::add);
        }
        for (var port : service.spec().ports()) {
            port.nodePort()
                    .map(number -> new Port(port.transport(), number))
                    .ifPresent(claims::add);
        }
        return claims;
    }
}
