package io.nodebus.nodeagent.netfilter;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.rules.Choice;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.TrafficPolicy;
import java.util.Optional;

/// What one port of a Service means on this node, in one family. The node's own truth is in it
/// already.
///
/// @param service `namespace/name`
/// @param portName empty when the port has none
/// @param internal who answers at the cluster IP
/// @param external who answers clients from outside at the node port
/// @param anywhere who answers pods and the node itself at the node port: everybody in the fleet,
///   whatever the policy. The same as `external` unless `externalPolicy` is `Local`
/// @param externalPolicy `Local` keeps the address of a client from outside, `Cluster` hides it
/// @param affinitySeconds how long a client comes back to its endpoint; absent when it does not
public record PortPlan(
        String service,
        String portName,
        IpFamily family,
        Protocol protocol,
        Optional<String> clusterIp,
        int port,
        Optional<Integer> nodePort,
        Choice internal,
        Choice external,
        Choice anywhere,
        TrafficPolicy externalPolicy,
        Optional<Integer> affinitySeconds) {

    /// How people and kube-proxy call it: `namespace/name:port`.
    public String title() {
        return portName.isEmpty() ? service : service + ":" + portName;
    }
}
