package io.nodebus.contracts.service;

import io.nodebus.contracts.meta.Sorted;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a Service is for: which pods, behind which ports, reached how.
///
/// @param type absent means `ClusterIP`
/// @param selector labels its pods have; empty when its EndpointSlices are given by hand
/// @param clusterIP allocated at admission; `None` makes it headless
/// @param clusterIPs one per family, the first the same as `clusterIP`
/// @param ipFamilies in the order of `clusterIPs`; absent means `IPv4`
/// @param publishNotReadyAddresses pods count as ready whatever they say
public record ServiceSpec(
        Optional<ServiceType> type,
        Map<String, String> selector,
        List<ServicePort> ports,
        Optional<String> clusterIP,
        List<String> clusterIPs,
        List<IpFamily> ipFamilies,
        Optional<TrafficPolicy> internalTrafficPolicy,
        Optional<TrafficPolicy> externalTrafficPolicy,
        Optional<SessionAffinity> sessionAffinity,
        Optional<SessionAffinityConfig> sessionAffinityConfig,
        Optional<Boolean> publishNotReadyAddresses) {
    public static final String HEADLESS = "None";

    /// Where cluster IPs come from where nobody says otherwise: svc-api hands them out, and nodes
    /// have a route for them.
    public static final String DEFAULT_CIDR = "10.96.0.0/16";

    private static final int THREE_HOURS = 10_800;

    public ServiceSpec {
        selector = Sorted.copy(selector);
        ports = List.copyOf(ports);
        clusterIPs = List.copyOf(clusterIPs);
        ipFamilies = List.copyOf(ipFamilies);
    }

    public boolean isHeadless() {
        return clusterIP.filter(HEADLESS::equals).isPresent();
    }

    /// The address of a family, when it has one.
    public Optional<String> clusterIp(IpFamily family) {
        var all = clusterIPs.isEmpty() ? clusterIP.map(List::of).orElse(List.of()) : clusterIPs;
        return all.stream()
                .filter(ip -> !ip.equals(HEADLESS) && IpFamily.of(ip) == family)
                .findFirst();
    }

    /// The families its endpoints are of.
    public List<IpFamily> families() {
        return ipFamilies.isEmpty() ? List.of(IpFamily.IPv4) : ipFamilies;
    }

    public TrafficPolicy internal() {
        return internalTrafficPolicy.orElse(TrafficPolicy.Cluster);
    }

    public TrafficPolicy external() {
        return externalTrafficPolicy.orElse(TrafficPolicy.Cluster);
    }

    public boolean publishesNotReady() {
        return publishNotReadyAddresses.orElse(false);
    }

    /// How long a client comes back to its endpoint; empty when it does not.
    public Optional<Integer> affinitySeconds() {
        return sessionAffinity
                .filter(SessionAffinity.ClientIP::equals)
                .map(_ ->
                        sessionAffinityConfig
                                .flatMap(SessionAffinityConfig::clientIP)
                                .flatMap(SessionAffinityConfig.ClientIp::timeoutSeconds)
                                .orElse(THREE_HOURS));
    }
}
