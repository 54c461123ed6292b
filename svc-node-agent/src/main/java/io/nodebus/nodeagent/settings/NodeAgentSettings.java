package io.nodebus.nodeagent.settings;

import io.nodebus.bus.settings.Setting;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.service.ServiceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be set of an agent.
public record NodeAgentSettings(
        @Setting(
                        key = "node-name",
                        help =
                                "name of this node; the host's name if not given, as kubelet's"
                                        + " hostnameOverride")
                Optional<String> nodeName,
        @Setting(
                        key = "node-address",
                        help =
                                "address other nodes reach this one at; the first that is not"
                                        + " loopback if not given, as kubelet's nodeIP")
                Optional<String> nodeAddress,
        @Setting(
                        key = "node-labels",
                        value = "",
                        help = "labels this node registers with, as kubelet's node-labels")
                Map<String, String> nodeLabels,
        @Setting(
                        key = "node-dir",
                        value = "/var/lib/nodebus/node",
                        help = "where the node's key pair and certificate are kept")
                Path nodeDir,
        @Setting(
                        key = "container-runtime-endpoint",
                        value = "/run/containerd/containerd.sock",
                        help =
                                "unix socket of the container runtime, as kubelet's"
                                        + " containerRuntimeEndpoint")
                Path containerRuntimeEndpoint,
        @Setting(
                        key = "cgroup-root",
                        value = "",
                        help =
                                "cgroup the pods' cgroups lie under, as kubelet's cgroupRoot; the"
                                        + " root if not given")
                String cgroupRoot,
        @Setting(
                        key = "pod-logs-dir",
                        value = "/var/log/pods",
                        help = "where containers log, as kubelet's podLogsDir")
                Path podLogsDir,
        @Setting(
                        key = "max-pods",
                        value = "110",
                        help = "pods this node takes, as kubelet's maxPods")
                int maxPods,
        @Setting(
                        key = "capacity",
                        value = "",
                        help =
                                "what this node has, as in cpu=2,memory=4Gi; measured if not given."
                                        + " For simulated nodes and for nodes that share a machine")
                Map<String, String> capacity,
        @Setting(
                        key = "system-reserved",
                        value = "",
                        help =
                                "what pods do not get, as in cpu=100m,memory=256Mi; kubelet's"
                                        + " systemReserved and kubeReserved together")
                Map<String, String> systemReserved,
        @Setting(
                        key = "network",
                        value = "true",
                        help =
                                "whether the agent sets routes and the CNI configuration; off where"
                                        + " somebody else does")
                boolean network,
        @Setting(
                        key = "service-cidr",
                        value = ServiceSpec.DEFAULT_CIDR,
                        help =
                                "addresses of Services; the node needs a route for them to reach"
                                        + " one itself")
                String serviceCidr,
        @Setting(
                        key = "proxy-mode",
                        value = "nftables",
                        help =
                                "what carries Services out: nftables, iptables, or none where"
                                        + " somebody else does; may be changed at a restart without"
                                        + " cutting connections; as kube-proxy's mode")
                ProxyMode proxyMode,
        @Setting(
                        key = "cluster-cidr",
                        value = "10.64.0.0/16",
                        help =
                                "addresses of all pods of the fleet: who comes to a Service from"
                                        + " elsewhere is masqueraded, nobody is if empty; as"
                                        + " kube-proxy's clusterCIDR")
                String clusterCidr,
        @Setting(
                        key = "node-port-addresses",
                        value = "",
                        help =
                                "which of the node's addresses have node ports, as addresses or"
                                        + " CIDRs; all but loopback if not given; as kube-proxy's"
                                        + " nodePortAddresses")
                List<String> nodePortAddresses,
        @Setting(
                        key = "localhost-node-ports",
                        value = "true",
                        help =
                                "whether node ports answer on loopback too, which sets"
                                        + " route_localnet; with iptables only; as kube-proxy's"
                                        + " iptables.localhostNodePorts")
                boolean localhostNodePorts,
        @Setting(
                        key = "cluster-domain",
                        value = "cluster.local",
                        help = "names of Services lie below svc of it, as kubelet's clusterDomain")
                String clusterDomain,
        @Setting(
                        key = "cluster-dns",
                        value = "169.254.20.10",
                        help =
                                "address on which the agent answers pods of this node for names, as"
                                        + " kubelet's clusterDNS; not if empty, or with"
                                        + " network=false")
                String clusterDns,
        @Setting(
                        key = "dns-upstreams",
                        value = "",
                        help =
                                "who is asked for names outside the cluster's domain, HOST or"
                                        + " HOST:PORT; they are refused if nobody is")
                List<String> dnsUpstreams,
        @Setting(
                        key = "cni-conf-dir",
                        value = "/etc/cni/net.d",
                        help = "where the container runtime looks for its network configuration")
                Path cniConfDir,
        @Setting(
                        key = "cni-state-dir",
                        value = "/var/lib/cni/networks",
                        help = "where host-local keeps which addresses are taken")
                Path cniStateDir,
        @Setting(
                        key = "node-status-update-frequency",
                        value = "10s",
                        help =
                                "how often the node says it lives and looks at its runtime, as"
                                        + " kubelet's nodeStatusUpdateFrequency")
                Duration nodeStatusUpdateFrequency,
        @Setting(
                        key = "node-api-host",
                        value = "0.0.0.0",
                        help = "where the node's own API listens, as kubelet's address")
                String nodeApiHost,
        @Setting(
                        key = "node-api-port",
                        value = "10250",
                        help = "port of the node's own API; 0 takes a free one; as kubelet's port")
                int nodeApiPort,
        @Setting(
                        key = "node-token-file",
                        help =
                                "file with the token that callers of the node's API must bear;"
                                        + " without one the API is not opened")
                Optional<Path> nodeTokenFile,
        @Setting(
                        key = "crash-at",
                        help =
                                "for tests: the step of our work at which this process ends without"
                                        + " notice, once per node-dir")
                Optional<String> crashAt) {
    public NodeAgentSettings {
        if (maxPods < 1) {
            throw new IllegalArgumentException("max-pods must be at least 1, got " + maxPods);
        }
        nodePortAddresses = List.copyOf(nodePortAddresses);
        dnsUpstreams = List.copyOf(dnsUpstreams);
        capacity.forEach(NodeAgentSettings::requireQuantity);
        systemReserved.forEach(NodeAgentSettings::requireQuantity);
    }

    /// Where this node answers for names, if it does.
    public Optional<String> nameServer() {
        return network && !clusterDns.isEmpty() ? Optional.of(clusterDns) : Optional.empty();
    }

    private static void requireQuantity(String resource, String amount) {
        try {
            Quantity.of(amount);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(resource + ": " + e.getMessage(), e);
        }
    }
}
