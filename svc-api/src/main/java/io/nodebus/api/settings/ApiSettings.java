package io.nodebus.api.settings;

import io.nodebus.api.admission.ClusterIps;
import io.nodebus.api.admission.NodePorts;
import io.nodebus.api.admission.PodCidrs;
import io.nodebus.api.admission.ServiceRanges;
import io.nodebus.bus.settings.Setting;
import io.nodebus.contracts.service.ServiceSpec;
import java.nio.file.Path;
import java.time.Duration;

/// Where the front door listens, what it keeps, and how much it remembers.
public record ApiSettings(
        @Setting(
                        key = "api-host",
                        value = "127.0.0.1",
                        help =
                                "Where the API listens; on loopback, because whoever bears the"
                                        + " token may do everything. --bind-address of"
                                        + " kube-apiserver.")
                String host,
        @Setting(
                        key = "api-port",
                        value = "0",
                        help = "0 takes a free one. --secure-port of kube-apiserver.")
                int port,
        @Setting(
                        key = "api-folder",
                        value = "/var/lib/nodebus/default",
                        help =
                                "Where ca.crt, api.crt and their keys, admin.token, node.token and"
                                        + " fleet.key are; what is not there is made.")
                Path folder,
        @Setting(
                        key = "auto-approve",
                        value = "false",
                        help =
                                "Whether a node that registers under a free name is let in without"
                                        + " asking anybody; up says true.")
                boolean autoApprove,
        @Setting(
                        key = "pod-cidr",
                        value = "10.64.0.0/16",
                        help =
                                "Where the pods of all nodes get their addresses: each node a /24"
                                        + " of it. --cluster-cidr of kube-controller-manager.")
                String podCidr,
        @Setting(
                        key = "service-cidr",
                        value = ServiceSpec.DEFAULT_CIDR,
                        help =
                                "Where Services get their cluster IPs; nodes must have the same."
                                        + " --service-cluster-ip-range of kube-apiserver.")
                String serviceCidr,
        @Setting(
                        key = "service-node-port-range",
                        value = NodePorts.DEFAULT,
                        help =
                                "Which ports of nodes Services may have; the same setting of"
                                        + " kube-apiserver.")
                String serviceNodePortRange,
        @Setting(
                        key = "watch-ring",
                        value = "8192",
                        help =
                                "How many changes are kept for watches; whoever comes back later"
                                        + " lists anew.")
                int watchRing,
        @Setting(
                        key = "events-kept",
                        value = "2048",
                        help = "How many Events can be listed; the oldest go first.")
                int eventsKept,
        @Setting(
                        key = "story-objects",
                        value = "20000",
                        help =
                                "Of how many objects decisions are remembered for why; those"
                                        + " nobody decided on for the longest time go first.")
                int storyObjects,
        @Setting(
                        key = "happenings-kept",
                        value = "8192",
                        help = "How many records the stream of events can tell of.")
                int happeningsKept,
        @Setting(
                        key = "watch-bookmarks",
                        value = "30s",
                        help =
                                "How often a quiet watch is told the version, if it asked for"
                                        + " that; kube-apiserver does so about once a minute.")
                Duration bookmarks,
        @Setting(
                        key = "write-timeout",
                        value = "30s",
                        help =
                                "How long a write is waited for until it was read back from the"
                                        + " bus; it may take effect later.")
                Duration writeTimeout) {
    private static final int HIGHEST_PORT = 65535;

    public ApiSettings {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("api-port must be from 0 to 65535, got " + port);
        }
        PodCidrs.of(podCidr);
        ClusterIps.of(serviceCidr);
        NodePorts.of(serviceNodePortRange);
        atLeastOne("watch-ring", watchRing);
        atLeastOne("events-kept", eventsKept);
        atLeastOne("story-objects", storyObjects);
        atLeastOne("happenings-kept", happeningsKept);
        positive("watch-bookmarks", bookmarks);
        positive("write-timeout", writeTimeout);
    }

    /// What Services are given.
    public ServiceRanges serviceRanges() {
        return new ServiceRanges(ClusterIps.of(serviceCidr), NodePorts.of(serviceNodePortRange));
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, got " + value);
        }
    }

    private static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(
                    "%s must be longer than nothing, got %s".formatted(key, value));
        }
    }
}
