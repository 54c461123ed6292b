package io.nodebus.proxyrules.names;

import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.NameState.Headless;
import io.nodebus.contracts.rules.NameState.NamedEndpoint;
import io.nodebus.contracts.rules.NameState.NamedPort;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServicePort;
import io.nodebus.proxyrules.endpoints.Candidate;
import io.nodebus.proxyrules.endpoints.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What a headless Service's name stands for.
public final class Naming {
    private Naming() {}

    /// Address to endpoint, in the order of addresses; all of them, however many.
    public static SequencedMap<String, NamedEndpoint> endpoints(
            Service service,
            List<Candidate> pods,
            List<EndpointSlice> slices,
            Predicate<String> answers) {
        var named = new TreeMap<String, NamedEndpoint>();
        var publish = service.spec().publishesNotReady();
        for (var pod : pods) {
            if (service.spec().families().stream().anyMatch(pod::isOf)) {
                named.merge(
                        pod.address(),
                        new NamedEndpoint(
                                pod.address(),
                                hostname(service, pod),
                                Optional.of(pod.node()),
                                Optional.of(pod.podUid()),
                                pod.isReady(publish),
                                ports(service, pod)),
                        (a, b) -> b.ready() && !a.ready() ? b : a);
            }
        }
        given(service, slices, answers).forEach(named::putIfAbsent);
        return named;
    }

    /// The first of them, as many as a name may have.
    public static NameState record(Service service, SequencedMap<String, NamedEndpoint> endpoints) {
        return new Headless(
                service.spec().publishesNotReady(),
                endpoints.values().stream().limit(NameState.MOST_ENDPOINTS).toList());
    }

    /// A pod has a name of its own below the Service it names as its subdomain.
    private static Optional<String> hostname(Service service, Candidate pod) {
        return pod.hostname().filter(_ -> pod.subdomain().equals(service.metadata().name()));
    }

    private static List<NamedPort> ports(Service service, Candidate pod) {
        return service.spec().ports().stream()
                .flatMap(port ->
                        pod.number(port.target()).stream()
                                .flatMap(number -> named(port, number).stream()))
                .toList();
    }

    private static Optional<NamedPort> named(ServicePort port, int number) {
        return port.name()
                .filter(name -> !name.isEmpty())
                .map(name -> new NamedPort(name, port.transport(), number));
    }

    private static SequencedMap<String, NamedEndpoint> given(
            Service service, List<EndpointSlice> slices, Predicate<String> answers) {
        var named = new TreeMap<String, NamedEndpoint>();
        for (var family : service.spec().families()) {
            for (var port : service.spec().ports()) {
                Given.behind(port, family, slices, answers)
                        .forEach(endpoint ->
                                named.merge(
                                        endpoint.address(),
                                        new NamedEndpoint(
                                                endpoint.address(),
                                                Optional.empty(),
                                                endpoint.node(),
                                                endpoint.podUid(),
                                                endpoint.ready(),
                                                named(port, endpoint.port()).stream().toList()),
                                        Naming::both));
            }
        }
        return named;
    }

    private static NamedEndpoint both(NamedEndpoint one, NamedEndpoint other) {
        var ports = new ArrayList<>(one.ports());
        other.ports().stream().filter(port -> !ports.contains(port)).forEach(ports::add);
        return new NamedEndpoint(
                one.address(), one.hostname(), one.node(), one.podUid(), one.ready(), ports);
    }
}
