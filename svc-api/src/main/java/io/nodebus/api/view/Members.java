package io.nodebus.api.view;

import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.NameState.NamedEndpoint;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.rules.RuleState.Head;
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
    private static final Optional<String> POD = Optional.of("Pod");
    private static final Optional<Conditions> READY =
            Optional.of(new Conditions(Optional.of(true), Optional.of(true), Optional.of(false)));

    private final Service service;
    private final Function<String, Optional<String>> podOf;
    private final SortedMap<IpFamily, SortedMap<Integer, List<Source>>> sources = new TreeMap<>();
    private final List<EndpointSlice> all = new ArrayList<>();

    /// What the rules of one port put into slices of one number.
    private record Source(Head head, List<RuleEndpoint> endpoints) {}

    private Members(Service service, Function<String, Optional<String>> podOf) {
        this.service = service;
        this.podOf = podOf;
    }

    /// @param podOf the name of a pod, by uid
    static List<EndpointSlice> of(
            Service service,
            List<PortRules> rules,
            Optional<NameState> name,
            Function<String, Optional<String>> podOf) {
        var members = new Members(service, podOf);
        rules.stream().filter(members::isOfThisLife).forEach(members::add);
        members.sources.forEach((family, numbers) ->
                numbers.forEach(
                        (number, some) -> members.slices(family, number, members.byPorts(some))));
        name.ifPresent(members::add);
        return members.all;
    }

    /// A name comes again with another uid.
    private boolean isOfThisLife(PortRules port) {
        return port.head().message().serviceUid().equals(service.metadata().uid());
    }

    private void add(PortRules rules) {
        var head = rules.head().message();
        var numbers = sources.computeIfAbsent(head.family(), _ -> new TreeMap<>());
        numbers.computeIfAbsent(0, _ -> new ArrayList<>());
        rules.slices()
                .forEach((number, read) ->
                        numbers.computeIfAbsent(number, _ -> new ArrayList<>())
                                .add(new Source(head, read.message().endpoints())));
    }

    /// Most Services have one port: then nobody has to be looked for behind another.
    private SequencedMap<List<Port>, List<Endpoint>> byPorts(List<Source> some) {
        var behind = new LinkedHashMap<List<Port>, List<Endpoint>>();
        if (some.size() == 1) {
            byNumber(some.getFirst())
                    .forEach((number, endpoints) ->
                            behind.put(List.of(port(some.getFirst().head(), number)), endpoints));
            return behind;
        }
        var members = new LinkedHashMap<Endpoint, List<Port>>();
        for (var source : some) {
            for (var endpoint : source.endpoints()) {
                members.computeIfAbsent(endpoint(endpoint), _ -> new ArrayList<>())
                        .add(port(source.head(), endpoint.port()));
            }
        }
        members.forEach((endpoint, ports) ->
                behind.computeIfAbsent(ports, _ -> new ArrayList<>()).add(endpoint));
        return behind;
    }

    private SequencedMap<Integer, List<Endpoint>> byNumber(Source source) {
        var byNumber = new LinkedHashMap<Integer, List<Endpoint>>();
        for (var endpoint : source.endpoints()) {
            byNumber.computeIfAbsent(endpoint.port(), _ -> new ArrayList<>())
                    .add(endpoint(endpoint));
        }
        return byNumber;
    }

    private static Port port(Head head, int number) {
        return new Port(head.portName(), Optional.of(head.protocol()), Optional.of(number));
    }

    private void add(NameState name) {
        switch (name) {
            case NameState.Headless(_, var endpoints) -> {
                for (var family : service.spec().families()) {
                    named(
                            family,
                            endpoints.stream()
                                    .filter(endpoint -> IpFamily.of(endpoint.address()) == family)
                                    .toList());
                }
            }
        }
    }

    private void named(IpFamily family, List<NamedEndpoint> endpoints) {
        var number = 0;
        do {
            var from = number * RuleState.MOST_IN_A_SLICE;
            var to = Math.min(endpoints.size(), from + RuleState.MOST_IN_A_SLICE);
            var behind = new LinkedHashMap<List<Port>, List<Endpoint>>();
            for (var endpoint : endpoints.subList(from, to)) {
                behind.computeIfAbsent(ports(endpoint), _ -> new ArrayList<>())
                        .add(endpoint(endpoint));
            }
            slices(family, number++, behind);
        } while (number * RuleState.MOST_IN_A_SLICE < endpoints.size());
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

    private Endpoint endpoint(RuleEndpoint endpoint) {
        return new Endpoint(
                List.of(endpoint.address()),
                says(endpoint.ready(), endpoint.serving(), Optional.of(endpoint.terminating())),
                Optional.empty(),
                pod(endpoint.podUid()),
                endpoint.node());
    }

    private Endpoint endpoint(NamedEndpoint endpoint) {
        return new Endpoint(
                List.of(endpoint.address()),
                says(endpoint.ready(), endpoint.ready(), Optional.empty()),
                endpoint.hostname(),
                pod(endpoint.podUid()),
                endpoint.node());
    }

    /// There may be tens of thousands: most share what they say.
    private static Optional<Conditions> says(
            boolean ready, boolean serving, Optional<Boolean> terminating) {
        if (ready && serving && terminating.isPresent() && !terminating.get()) {
            return READY;
        }
        return Optional.of(new Conditions(Optional.of(ready), Optional.of(serving), terminating));
    }

    private Optional<TargetRef> pod(Optional<String> uid) {
        return uid.map(
                is -> new TargetRef(POD, service.metadata().namespace(), podOf.apply(is), uid));
    }

    /// One slice, or as many as there are ports to be behind. An empty one says that nobody is.
    private void slices(
            IpFamily family, int number, SequencedMap<List<Port>, List<Endpoint>> behind) {
        var name =
                "%s-%s-%d"
                        .formatted(
                                service.metadata().name().orElse(""),
                                family.name().toLowerCase(Locale.ROOT),
                                number);
        if (number == 0 && behind.isEmpty()) {
            all.add(new EndpointSlice(meta(name), family, List.of(), List.of()));
        }
        var nth = 0;
        for (var some : behind.entrySet()) {
            var suffix = nth++ == 0 ? "" : "-" + nth;
            all.add(new EndpointSlice(meta(name + suffix), family, some.getValue(), some.getKey()));
        }
    }

    private ObjectMeta meta(String name) {
        var labels = new TreeMap<>(service.metadata().labels());
        labels.put(EndpointSlice.SERVICE_NAME, service.metadata().name().orElse(""));
        labels.put(MANAGED_BY, MANAGER);
        return Beside.meta(service.metadata(), name, labels);
    }
}
