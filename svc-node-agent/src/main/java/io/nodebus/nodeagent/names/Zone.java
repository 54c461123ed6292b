package io.nodebus.nodeagent.names;

import io.nodebus.contracts.rules.NameState.NamedEndpoint;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.nodeagent.names.Reply.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What is where in our zone: `_port._protocol.service.namespace.svc` and
/// `host.service.namespace.svc` below it, as the DNS specification of Kubernetes has them.
///
/// @param labels of the zone itself, in lower case
record Zone(List<String> labels) {
    private static final String SERVICES = "svc";

    Reply answer(Question question, Directory directory) {
        var asked = question.lowerCase();
        var depth = asked.size() - labels.size();
        return depth >= 0 && asked.subList(depth, asked.size()).equals(labels)
                ? within(question, asked.subList(0, depth), directory)
                : Reply.of(Code.REFUSED);
    }

    private Reply within(Question question, List<String> path, Directory directory) {
        if (path.isEmpty()) {
            return known(question, List.of(authority()));
        }
        if (!path.getLast().equals(SERVICES)) {
            return unknown();
        }
        var depth = path.size() - 1;
        if (depth == 0) {
            return known(question, List.of());
        }
        var namespace = path.get(depth - 1);
        if (depth == 1) {
            return directory.hasNamespace(namespace) ? known(question, List.of()) : unknown();
        }
        var name = path.get(depth - 2);
        var service = namespace + "/" + name;
        var below = path.subList(0, depth - 2);
        return directory.isHeadless(service)
                ? headless(question, below, service, directory)
                : ported(question, below, directory.ports(service), List.of(name, namespace));
    }

    // --- with a cluster IP

    private Reply ported(
            Question question, List<String> below, List<Head> ports, List<String> service) {
        if (ports.isEmpty()) {
            return unknown();
        }
        if (below.isEmpty()) {
            return known(question, addresses(question.labels(), ports));
        }
        var offered =
                ports.stream()
                        .filter(port -> isAsked(below, port.portName(), port.protocol().name()))
                        .toList();
        if (offered.isEmpty()) {
            return unknown();
        }
        var target = full(service);
        var answers =
                below.size() < 2
                        ? List.<Entry>of()
                        : offered.stream()
                                .<Entry>map(port ->
                                        new Entry.Service(question.labels(), port.port(), target))
                                .distinct()
                                .toList();
        return known(question, answers, addresses(target, ports));
    }

    private static List<Entry> addresses(List<String> owner, List<Head> ports) {
        return ports.stream()
                .flatMap(port -> port.clusterIp().stream())
                .distinct()
                .<Entry>map(address -> new Entry.Address(owner, address))
                .toList();
    }

    // --- headless

    private Reply headless(
            Question question, List<String> below, String service, Directory directory) {
        var endpoints = directory.endpoints(service);
        if (below.isEmpty()) {
            return known(
                    question,
                    endpoints.stream()
                            .map(NamedEndpoint::address)
                            .distinct()
                            .<Entry>map(address -> new Entry.Address(question.labels(), address))
                            .toList());
        }
        if (below.getLast().startsWith("_")) {
            return offered(question, below, endpoints);
        }
        var named =
                below.size() > 1
                        ? List.<Entry>of()
                        : endpoints.stream()
                                .filter(it ->
                                        host(it).equals(below.getFirst())
                                                || dashed(it).equals(below.getFirst()))
                                .<Entry>map(
                                        it -> new Entry.Address(question.labels(), it.address()))
                                .toList();
        return named.isEmpty() ? unknown() : known(question, named);
    }

    private Reply offered(Question question, List<String> below, List<NamedEndpoint> endpoints) {
        var asked = question.lowerCase();
        var service = asked.subList(below.size(), asked.size());
        var answers = new ArrayList<Entry>();
        var additional = new ArrayList<Entry>();
        for (var endpoint : endpoints) {
            for (var port : endpoint.ports()) {
                if (isAsked(below, Optional.of(port.name()), port.protocol().name())) {
                    var target =
                            Stream.concat(Stream.of(host(endpoint)), service.stream()).toList();
                    answers.add(new Entry.Service(question.labels(), port.port(), target));
                    additional.add(new Entry.Address(target, endpoint.address()));
                }
            }
        }
        if (answers.isEmpty()) {
            return unknown();
        }
        return known(question, below.size() < 2 ? List.of() : answers, List.copyOf(additional));
    }

    /// Its own name below the Service's; one without is called after its address.
    private static String host(NamedEndpoint endpoint) {
        return endpoint.hostname()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .orElseGet(() -> dashed(endpoint));
    }

    private static String dashed(NamedEndpoint endpoint) {
        return endpoint.address().replace('.', '-').replace(':', '-');
    }

    /// `_http._tcp`, or `_tcp`, which is there when anything is below it.
    private static boolean isAsked(List<String> below, Optional<String> name, String protocol) {
        return below.getLast().equals("_" + protocol.toLowerCase(Locale.ROOT))
                && name.isPresent()
                && (below.size() == 1
                        || below.size() == 2
                                && below.getFirst()
                                        .equals("_" + name.get().toLowerCase(Locale.ROOT)));
    }

    // --- replies

    private Reply known(Question question, List<Entry> all) {
        return known(question, all, List.of());
    }

    /// There is such a name. Perhaps not what was asked of it.
    private Reply known(Question question, List<Entry> all, List<Entry> additional) {
        var answers =
                new ArrayList<>(
                        all.stream()
                                .filter(entry ->
                                        question.type() == entry.type()
                                                || question.type() == RecordType.ANY)
                                .toList());
        if (answers.isEmpty()) {
            return Reply.nothing(Code.NOERROR, authority());
        }
        Collections.rotate(answers, -Math.floorMod(question.turn(), answers.size()));
        return Reply.found(answers, additional);
    }

    private Reply unknown() {
        return Reply.nothing(Code.NXDOMAIN, authority());
    }

    private Entry authority() {
        return new Entry.Authority(labels);
    }

    private List<String> full(List<String> service) {
        return Stream.of(service, List.of(SERVICES), labels).flatMap(List::stream).toList();
    }
}
