package io.nodebus.proxyrules.ruling;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServicePort;
import io.nodebus.proxyrules.endpoints.Address;
import io.nodebus.proxyrules.endpoints.Candidate;
import io.nodebus.proxyrules.endpoints.Given;
import io.nodebus.proxyrules.endpoints.Membership;
import io.nodebus.proxyrules.fleet.Fleet;
import io.nodebus.proxyrules.names.Naming;
import io.nodebus.proxyrules.policy.Heads;
import io.nodebus.proxyrules.slices.Records;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What one Service means: a function of what is known, and of what was said of it before, so that
/// endpoints stay in their slices.
public final class Rules {
    private Rules() {}

    public static Ruling of(Fleet fleet, String key) {
        return fleet.service(key)
                .map(service -> of(fleet, service))
                .orElseGet(() ->
                        Ruling.nothing(
                                Because.of("Removed", "nobody wants it any more"),
                                Optional.empty()));
    }

    private static Ruling of(Fleet fleet, Service service) {
        var refused = refused(fleet, service);
        if (refused.isPresent()) {
            return Ruling.nothing(refused.get(), refused);
        }
        if (fleet.isDeafToPods() && fleet.said().namesPods(service.key())) {
            return unchanged(fleet, service);
        }
        var pods = fleet.candidates(service.key());
        var slices = fleet.slices(service.key());
        return service.spec().isHeadless()
                ? named(fleet, service, pods, slices)
                : ruled(fleet, service, pods, slices);
    }

    /// Rules stay as they are while nobody speaks of pods.
    private static Ruling unchanged(Fleet fleet, Service service) {
        var because =
                Because.of(
                        "PodsUnheard",
                        "nothing at all was heard of pods or of nodes: what was said before holds");
        return new Ruling(
                Sorted.asWritten(fleet.said().rules(service.key())),
                fleet.said().name(service.key()),
                because,
                Optional.of(because));
    }

    private static Optional<Because> refused(Fleet fleet, Service service) {
        for (var family : service.spec().families()) {
            var bad =
                    service.spec()
                            .clusterIp(family)
                            .flatMap(ip -> Address.refused(ip).map(why -> ip + " " + why));
            if (bad.isPresent()) {
                return bad.map(why -> Because.of("BadClusterIP", "its cluster IP " + why));
            }
        }
        return fleet.lostClaim(service.key())
                .map(lost ->
                        Because.of(
                                "Conflict",
                                "%s belongs to service/%s, which is older"
                                        .formatted(lost.what(), lost.owner())));
    }

    private static Ruling ruled(
            Fleet fleet, Service service, List<Candidate> pods, List<EndpointSlice> slices) {
        var rules = new LinkedHashMap<String, RuleState>();
        var said = fleet.said().rules(service.key());
        var tally = new Tally(pods);
        ports(service)
                .forEach((slug, port) -> {
                    for (var family : service.spec().families()) {
                        if (service.spec().clusterIp(family).isPresent()) {
                            var endpoints =
                                    Membership.of(
                                            port,
                                            family,
                                            service.spec().publishesNotReady(),
                                            pods,
                                            slices,
                                            fleet::answers);
                            tally.add(port, endpoints.values());
                            rules.putAll(
                                    Records.of(
                                            RuleState.prefix(service.key(), slug, family),
                                            said,
                                            Heads.of(service, port, family),
                                            endpoints));
                        }
                    }
                });
        return new Ruling(rules, Optional.empty(), tally.because(), refusedEndpoints(slices));
    }

    private static Ruling named(
            Fleet fleet, Service service, List<Candidate> pods, List<EndpointSlice> slices) {
        var endpoints = Naming.endpoints(service, pods, slices, fleet::answers);
        var ready = endpoints.values().stream().filter(NameState.NamedEndpoint::ready).count();
        var because =
                new Because(
                        "Headless",
                        "its name stands for its endpoints",
                        Figures.of("endpoints", endpoints.size(), "ready", ready),
                        List.of());
        return new Ruling(
                new LinkedHashMap<>(),
                Optional.of(Naming.record(service, endpoints)),
                because,
                tooMany(endpoints.size()).or(() -> refusedEndpoints(slices)));
    }

    private static Optional<Because> tooMany(int endpoints) {
        return endpoints > NameState.MOST_ENDPOINTS
                ? Optional.of(
                        new Because(
                                "EndpointsLeftOut",
                                "a name stands for at most %d endpoints"
                                        .formatted(NameState.MOST_ENDPOINTS),
                                Figures.of(
                                        "endpoints",
                                        endpoints,
                                        "leftOut",
                                        endpoints - NameState.MOST_ENDPOINTS),
                                List.of()))
                : Optional.empty();
    }

    private static Optional<Because> refusedEndpoints(List<EndpointSlice> slices) {
        var why = slices.stream().flatMap(Given::refused).toList();
        return why.stream()
                .findFirst()
                .map(first ->
                        new Because(
                                "EndpointRefused",
                                first,
                                Figures.of("refused", why.size()),
                                List.of()));
    }

    /// The ports by what tells them apart; of two alike the first counts.
    private static SequencedMap<String, ServicePort> ports(Service service) {
        var ports = new LinkedHashMap<String, ServicePort>();
        service.spec().ports().forEach(port -> ports.putIfAbsent(port.slug(), port));
        return ports;
    }
}
