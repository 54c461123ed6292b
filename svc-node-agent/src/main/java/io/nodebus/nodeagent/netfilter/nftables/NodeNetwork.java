package io.nodebus.nodeagent.netfilter.nftables;

import io.nodebus.contracts.service.IpFamily;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the skeleton knows of the node it is on. All other addresses are in elements.
///
/// @param node its name: endpoints on it may be their own clients
/// @param podCidr where all pods of the fleet are; a client from elsewhere is masqueraded on its
///   way to a cluster IP. Absent: nobody is
/// @param serviceCidr where cluster IPs are; one that no Service has is dropped. Absent: they pass
/// @param nodePortAddresses which of the node's addresses have node ports, as addresses or CIDRs;
///   empty means all but loopback
public record NodeNetwork(
        String node,
        IpFamily family,
        Optional<String> podCidr,
        Optional<String> serviceCidr,
        List<String> nodePortAddresses) {
    public NodeNetwork {
        nodePortAddresses = List.copyOf(nodePortAddresses);
        Stream.of(podCidr.stream(), serviceCidr.stream(), nodePortAddresses.stream())
                .flatMap(addresses -> addresses)
                .filter(address -> !address.matches("[0-9a-fA-F.:]+(/[0-9]{1,3})?"))
                .findFirst()
                .ifPresent(odd -> {
                    throw new IllegalArgumentException("not a CIDR: '" + odd + "'");
                });
    }
}
