package io.nodebus.api.why;

import io.nodebus.api.view.PortRules;
import io.nodebus.api.view.Read;
import io.nodebus.api.view.View;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.NameState.NamedEndpoint;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServiceDesired;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the state topics say of a Service, each with its record.
///
/// @param object `service/namespace/name`
/// @param key `namespace/name`
record ServiceFacts(View view, String object, String key) {
    List<Link> links() {
        var links = new ArrayList<Link>();
        view.services().wanted(key).map(this::wanted).ifPresent(links::add);
        view.services().given().values().stream()
                .filter(read -> read.message().slice().serviceKey().filter(key::equals).isPresent())
                .map(this::given)
                .forEach(links::add);
        view.services().ruled().ports(key).stream()
                .filter(this::isOfThisLife)
                .map(this::ruled)
                .forEach(links::add);
        view.services().ruled().name(key).map(this::named).ifPresent(links::add);
        return links;
    }

    /// A name comes again with another uid, and its rules a little later.
    private boolean isOfThisLife(PortRules port) {
        var uid = view.services().wanted(key).flatMap(r -> r.message().service().metadata().uid());
        return uid.isEmpty() || uid.equals(port.head().message().serviceUid());
    }

    private Link wanted(Read<ServiceDesired> read) {
        var service = read.message().service();
        return link(
                service.metadata().uid().orElse(""),
                read,
                new Because("Wanted", "somebody wants this Service", asked(service), List.of()));
    }

    private Link link(String uid, Read<?> read, Because because) {
        return new Link(object, uid, read.said(), read.evidence(), because);
    }

    private static Map<String, String> asked(Service service) {
        var figures = new LinkedHashMap<String, String>();
        service.spec().clusterIP().ifPresent(ip -> figures.put("clusterIP", ip));
        for (var port : service.spec().ports()) {
            figures.put(port.slug() + ".target", port.target().toString());
            port.nodePort()
                    .ifPresent(number ->
                            figures.put(port.slug() + ".nodePort", String.valueOf(number)));
        }
        service.spec().selector().forEach((label, value) -> figures.put("selects." + label, value));
        return figures;
    }

    private Link given(Read<EndpointSliceDesired> read) {
        var slice = read.message().slice();
        return link(
                "",
                read,
                new Because(
                        "Given",
                        "somebody gave it endpointslice " + slice.key(),
                        Map.of("endpoints", String.valueOf(slice.endpoints().size())),
                        List.of()));
    }

    /// A port's head is read here, its endpoints in its slices.
    private Link ruled(PortRules port) {
        var head = port.head().message();
        var endpoints = port.endpoints();
        var figures = new LinkedHashMap<String, String>();
        head.clusterIp().ifPresent(ip -> figures.put("clusterIP", ip));
        head.nodePort().ifPresent(number -> figures.put("nodePort", String.valueOf(number)));
        figures.put("endpoints", String.valueOf(endpoints.size()));
        figures.put(
                "ready", String.valueOf(endpoints.stream().filter(RuleEndpoint::ready).count()));
        return link(
                head.serviceUid().orElse(""),
                port.head(),
                new Because(
                        "Ruled",
                        "what port %d/%s means on every node"
                                .formatted(head.port(), head.protocol()),
                        figures,
                        port.slices().values().stream().map(Read::evidence).toList()));
    }

    private Link named(Read<NameState> read) {
        return switch (read.message()) {
            case NameState.Headless(_, var endpoints) ->
                    link(
                            "",
                            read,
                            new Because(
                                    "Named",
                                    "its name stands for its endpoints",
                                    named(endpoints),
                                    List.of()));
        };
    }

    private static Map<String, String> named(List<NamedEndpoint> endpoints) {
        var figures = new LinkedHashMap<String, String>();
        figures.put("endpoints", String.valueOf(endpoints.size()));
        figures.put(
                "ready", String.valueOf(endpoints.stream().filter(NamedEndpoint::ready).count()));
        return figures;
    }
}
