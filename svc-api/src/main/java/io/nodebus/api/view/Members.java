package io.nodebus.api.view;

import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.NameState.NamedEndpoint;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.EndpointSlice.Conditions;
import io.nodebus.contracts.service.EndpointSlice.Endpoint;
import io.nodebus.contracts.service.EndpointSlice.Port;
import io.nodebus.contracts.service.EndpointSlice.TargetRef;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Who is behind a Service, as EndpointSlices: what its rules say, or its name if it is headless.
///
/// Rules have a slice for each port, EndpointSlices have one for all ports: slices of one number
/// become one, and those that are not behind the same ports another.
final class Members {
    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    private static final String MANAGER = "proxy-rules.nodebus.io";

    private final Service service;
    private final Function<String, Optional<String>> podOf;
    private final SortedMap<IpFamily, SortedMap<Integer, SequencedMap<Endpoint, List<Port>>>>
            slices = new TreeMap<>();

    private Members(Service service, Function<String, Optional<String>> podOf) {
        this.service = service;
        this.podOf = podOf;
    }

    /// @param podOf `namespace/name` of a pod, by uid
    static List<EndpointSlice> of(
            Service service,
            List<PortRules> rules,
            Optional<NameState> name,
            Function<String, Optional<String>> podOf) {
        var members = new Members(service, podOf);
        rules.stream().filter(members::isOfThisLife).forEach(members::add);
        name.ifPresent(members::add);
        return members.all();
    }

    /// A name comes again with another uid.
    private boolean isOfThisLife(PortRules port) {
        return port.head().message().serviceUid().equals(service.metadata().uid());
    }

    private void add(PortRules rules) {
        var head = rules.head().message();
        slice(head.family(), 0);
        rules.slices()
                .forEach((number, read) -> {
                    var members = slice(head.family(), number);
                    for (var endpoint : read.message().endpoints()) {
                        members.computeIfAbsent(endpoint(endpoint), _ -> new ArrayList<>())
                                .add(
                                        new Port(
                                                head.portName(),
                                                Optional.of(head.protocol()),
                                                Optional.of(endpoint.port())));
                    }
                });
    }

    private void add(NameState name) {
        switch (name) {
            case NameState.Headless(_, var endpoints) -> {
                for (var family : service.spec().families()) {
                    var ours =
                            endpoints.stream()
                                    .filter(endpoint -> IpFamily.of(endpoint.address()) == family)
                                    .toList();
                    slice(family, 0);
                    for (var i = 0; i < ours.size(); i++) {
                        slice(family, i / RuleState.MOST_IN_A_SLICE)
                                .put(endpoint(ours.get(i)), ports(ours.get(i)));
                    }
                }
            }
        }
    }

    private SequencedMap<Endpoint, List<Port>> slice(IpFamily family, int number) {
        return slices.computeIfAbsent(family, _ -> new TreeMap<>())
                .computeIfAbsent(number, _ -> new LinkedHashMap<>());
    }

    private Endpoint endpoint(RuleEndpoint endpoint) {
        return new Endpoint(
                List.of(endpoint.address()),
                Optional.of(
                        new Conditions(
                                Optional.of(endpoint.ready()),
                                Optional.of(endpoint.serving()),
                                Optional.of(endpoint.terminating()))),
                Optional.empty(),
                endpoint.podUid().map(this::pod),
                endpoint.node());
    }

    private Endpoint endpoint(NamedEndpoint endpoint) {
        return new Endpoint(
                List.of(endpoint.address()),
                Optional.of(
                        new Conditions(
                                Optional.of(endpoint.ready()),
                                Optional.of(endpoint.ready()),
                                Optional.empty())),
                endpoint.hostname(),
                endpoint.podUid().map(this::pod),
                endpoint.node());
    }

    private TargetRef pod(String uid) {
        var key = podOf.apply(uid);
        return new TargetRef(
                Optional.of("Pod"),
                service.metadata().namespace(),
                key.map(pod -> pod.substring(pod.indexOf('/') + 1)),
                Optional.of(uid));
    }

    private static List<Port> ports(NamedEndpoint endpoint) {
        return endpoint.ports().stream()
                .map(port ->
                        new Port(
                                Optional.of(port.name()),
                                Optional.of(port.protocol()),
                                Optional.of(port.port())))
                .toList();
    }

    private List<EndpointSlice> all() {
        var all = new ArrayList<EndpointSlice>();
        slices.forEach((family, numbers) ->
                numbers.forEach((number, members) -> {
                    var name =
                            "%s-%s-%d"
                                    .formatted(
                                            service.metadata().name().orElse(""),
                                            family.name().toLowerCase(Locale.ROOT),
                                            number);
                    if (number == 0 && members.isEmpty()) {
                        all.add(new EndpointSlice(meta(name), family, List.of(), List.of()));
                    }
                    var nth = 0;
                    for (var some : byPorts(members).entrySet()) {
                        var suffix = nth++ == 0 ? "" : "-" + nth;
                        all.add(
                                new EndpointSlice(
                                        meta(name + suffix),
                                        family,
                                        some.getValue(),
                                        some.getKey()));
                    }
                }));
        return all;
    }

    private static SequencedMap<List<Port>, List<Endpoint>> byPorts(
            Map<Endpoint, List<Port>> members) {
        var byPorts = new LinkedHashMap<List<Port>, List<Endpoint>>();
        members.forEach((endpoint, ports) ->
                byPorts.computeIfAbsent(ports, _ -> new ArrayList<>()).add(endpoint));
        return byPorts;
    }

    private ObjectMeta meta(String name) {
        var labels = new TreeMap<>(service.metadata().labels());
        labels.put(EndpointSlice.SERVICE_NAME, service.metadata().name().orElse(""));
        labels.put(MANAGED_BY, MANAGER);
        return Beside.meta(service.metadata(), name, labels);
    }
}
