package io.nodebus.api.admission;

import io.nodebus.api.status.Cause;
import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.EndpointSlice.Endpoint;
import io.nodebus.contracts.service.IpFamily;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Whether an EndpointSlice of people makes sense.
final class EndpointSliceChecks {
    private static final int MOST_ENDPOINTS = 1000;
    private static final int HIGHEST_PORT = 65_535;
    private static final String LABEL = "metadata.labels[" + EndpointSlice.SERVICE_NAME + "]";

    /// What those slices are called that are shown of Services with a selector.
    private static final Pattern SHOWN = Pattern.compile(".*-ipv[46]-\\d+(-\\d+)?");

    private EndpointSliceChecks() {}

    /// @param selects whether a Service has a selector, by `namespace/name`
    static List<Cause> check(EndpointSlice slice, Predicate<String> selects) {
        var checks = new Checks();
        MetaChecks.check(checks, slice.metadata(), Formats::subdomain);
        slice.metadata()
                .name()
                .filter(name -> SHOWN.matcher(name).matches())
                .ifPresent(name ->
                        checks.add(
                                Cause.invalid(
                                        "metadata.name",
                                        name,
                                        "a name that ends like this is kept for the slices of"
                                                + " Services with a selector")));
        service(checks, slice, selects);
        checks.require(
                slice.addressType() == IpFamily.IPv4,
                Cause.notYet("addressType", "Nodebus has IPv4 so far; IPv6 comes later"));
        checks.require(
                slice.endpoints().size() <= MOST_ENDPOINTS,
                Cause.tooLong(
                        "endpoints",
                        "must have at most %d items, got %d"
                                .formatted(MOST_ENDPOINTS, slice.endpoints().size())));
        for (var i = 0; i < slice.endpoints().size(); i++) {
            endpoint(checks, "endpoints[" + i + "]", slice.endpoints().get(i));
        }
        ports(checks, slice.ports());
        return checks.causes();
    }

    private static void service(Checks checks, EndpointSlice slice, Predicate<String> selects) {
        var service = slice.serviceKey();
        checks.require(
                service.isPresent(),
                Cause.required(LABEL, "names the Service whose endpoints these are"));
        service.filter(selects)
                .ifPresent(key ->
                        checks.add(
                                Cause.forbidden(
                                        LABEL,
                                        "service %s has a selector: its endpoints are its pods"
                                                .formatted(key))));
    }

    private static void endpoint(Checks checks, String field, Endpoint endpoint) {
        checks.require(
                !endpoint.addresses().isEmpty(),
                Cause.required(field + ".addresses", "must have one address"));
        checks.require(
                endpoint.addresses().size() <= 1,
                Cause.notYet(
                        field + ".addresses",
                        "must have one address: nobody would use the others"));
        endpoint.addresses().stream()
                .findFirst()
                .ifPresent(address ->
                        EndpointRanges.refusal(address)
                                .ifPresent(wrong ->
                                        checks.add(
                                                Cause.invalid(
                                                        field + ".addresses[0]", address, wrong))));
        endpoint.hostname()
                .ifPresent(name -> checks.format(field + ".hostname", name, Formats::label));
        endpoint.nodeName()
                .ifPresent(name -> checks.format(field + ".nodeName", name, Formats::subdomain));
    }

    private static void ports(Checks checks, List<EndpointSlice.Port> ports) {
        var names = new HashSet<String>();
        for (var i = 0; i < ports.size(); i++) {
            var field = "ports[" + i + "]";
            var port = ports.get(i);
            port.name().ifPresent(name -> checks.format(field + ".name", name, Formats::label));
            checks.require(
                    names.add(port.name().orElse("")),
                    Cause.duplicate(field + ".name", port.name().orElse("")));
            checks.require(
                    port.transport() != Protocol.SCTP,
                    Cause.notYet(
                            field + ".protocol",
                            "Nodebus has TCP and UDP so far; SCTP comes later"));
            checks.require(
                    port.port().isPresent(),
                    Cause.required(field + ".port", "a slice for all ports is no endpoint"));
            port.port()
                    .filter(number -> number < 1 || number > HIGHEST_PORT)
                    .ifPresent(number ->
                            checks.add(
                                    Cause.invalid(
                                            field + ".port",
                                            number,
                                            "must be between 1 and 65535, inclusive")));
        }
    }
}
