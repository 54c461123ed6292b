package io.nodebus.proxyrules.endpoints;

import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.EndpointSlice.Conditions;
import io.nodebus.contracts.service.EndpointSlice.Endpoint;
import io.nodebus.contracts.service.EndpointSlice.TargetRef;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.ServicePort;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Endpoints of EndpointSlices given by hand. Only first addresses count; ports are found by name
/// and protocol.
public final class Given {
    private Given() {}

    /// @param answers whether a node is neither Unknown nor Lost
    public static Stream<RuleEndpoint> behind(
            ServicePort port,
            IpFamily family,
            List<EndpointSlice> slices,
            Predicate<String> answers) {
        return slices.stream()
                .filter(slice -> slice.addressType() == family)
                .flatMap(slice ->
                        numbers(slice, port)
                                .flatMap(number ->
                                        slice.endpoints().stream()
                                                .filter(Given::isUsable)
                                                .map(endpoint -> at(endpoint, number, answers))));
    }

    /// Why endpoints are left out, one sentence each.
    public static Stream<String> refused(EndpointSlice slice) {
        return slice.endpoints().stream()
                .flatMap(endpoint -> endpoint.addresses().stream().limit(1))
                .flatMap(address ->
                        Address.refused(address).stream()
                                .map(why ->
                                        "%s in endpointslice/%s %s"
                                                .formatted(address, slice.key(), why)));
    }

    private static boolean isUsable(Endpoint endpoint) {
        return !endpoint.addresses().isEmpty()
                && Address.refused(endpoint.addresses().getFirst()).isEmpty();
    }

    private static Stream<Integer> numbers(EndpointSlice slice, ServicePort port) {
        return slice.ports().stream()
                .filter(given ->
                        given.name().orElse("").equals(port.name().orElse(""))
                                && given.transport() == port.transport())
                .flatMap(given -> given.port().stream())
                .filter(number -> number > 0);
    }

    private static RuleEndpoint at(Endpoint endpoint, int port, Predicate<String> answers) {
        var says = endpoint.conditions().orElse(Conditions.UNSAID);
        var reachable = endpoint.nodeName().filter(answers.negate()).isEmpty();
        return new RuleEndpoint(
                endpoint.addresses().getFirst(),
                port,
                endpoint.nodeName(),
                endpoint.targetRef()
                        .filter(ref -> ref.kind().filter("Pod"::equals).isPresent())
                        .flatMap(TargetRef::uid),
                reachable && says.isReady(),
                reachable && says.isServing(),
                says.isTerminating());
    }
}
