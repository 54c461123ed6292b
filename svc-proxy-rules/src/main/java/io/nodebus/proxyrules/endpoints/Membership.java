package io.nodebus.proxyrules.endpoints;

import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.ServicePort;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Everything that stands behind one port of a Service in one family, usable or not.
public final class Membership {
    /// Of two at the same address and port the one that can do more: addresses are used again, and
    /// a pod that is known beats what somebody wrote.
    private static final Comparator<RuleEndpoint> BETTER =
            Comparator.comparing(RuleEndpoint::ready)
                    .thenComparing(RuleEndpoint::serving)
                    .thenComparing(endpoint -> !endpoint.terminating())
                    .thenComparing(endpoint -> endpoint.podUid().isPresent())
                    .thenComparing(endpoint -> endpoint.podUid().orElse(""));

    private Membership() {}

    /// Target (`10.0.0.1:80`) to endpoint, in the order of pods and then of slices.
    public static SequencedMap<String, RuleEndpoint> of(
            ServicePort port,
            IpFamily family,
            boolean publishNotReady,
            List<Candidate> pods,
            List<EndpointSlice> slices,
            Predicate<String> answers) {
        var members = new LinkedHashMap<String, RuleEndpoint>();
        Stream.concat(
                        pods.stream()
                                .filter(pod -> pod.isOf(family))
                                .flatMap(pod ->
                                        pod.number(port.target()).stream()
                                                .map(number -> pod.at(number, publishNotReady))),
                        Given.behind(port, family, slices, answers))
                .forEach(endpoint ->
                        members.merge(
                                endpoint.target(),
                                endpoint,
                                (a, b) -> BETTER.compare(a, b) >= 0 ? a : b));
        return members;
    }
}
