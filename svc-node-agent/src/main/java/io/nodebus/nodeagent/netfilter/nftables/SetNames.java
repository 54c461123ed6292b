package io.nodebus.nodeagent.netfilter.nftables;

import static io.nodebus.nodeagent.netfilter.nftables.SetNames.Kind.ADDRESS;
import static io.nodebus.nodeagent.netfilter.nftables.SetNames.Kind.INDEX;
import static io.nodebus.nodeagent.netfilter.nftables.SetNames.Kind.PORT;
import static io.nodebus.nodeagent.netfilter.nftables.SetNames.Kind.TRANSPORT;

import java.util.List;
import java.util.Optional;

/// The sets and maps of the skeleton, and what their elements look like. Those that kube-proxy has
/// too are called as there.
public final class SetNames {
    static final String CLUSTER_IPS = "cluster-ips";
    static final String SERVICE_IPS = "service-ips";
    static final String NO_ENDPOINT_SERVICES = "no-endpoint-services";
    static final String SERVICE_NODE_PORTS = "service-nodeports";
    static final String NO_ENDPOINT_NODE_PORTS = "no-endpoint-nodeports";
    static final String LOCAL_NODE_PORTS = "local-nodeports";
    static final String HAIRPINS = "hairpin-connections";

    /// Client and Service to endpoint. Its elements are the kernel's own.
    public static final String AFFINITY = "affinity";

    private static final String STICKY = "sticky-";
    private static final String STICKY_NODE_PORTS = "nodeport-sticky-";

    private SetNames() {}

    static String sticky(int seconds) {
        return STICKY + seconds;
    }

    static String stickyNodePort(int seconds) {
        return STICKY_NODE_PORTS + seconds;
    }

    /// A type of field.
    public enum Kind {
        ADDRESS,
        TRANSPORT,
        PORT,
        INDEX
    }

    /// @param value empty for a set
    public record Shape(List<Kind> key, List<Kind> value) {
        public Shape {
            key = List.copyOf(key);
            value = List.copyOf(value);
        }
    }

    private static final Shape ENDPOINTS =
            new Shape(List.of(ADDRESS, TRANSPORT, PORT, INDEX), List.of(ADDRESS, PORT));
    private static final Shape NODE_PORT_ENDPOINTS =
            new Shape(List.of(TRANSPORT, PORT, INDEX), List.of(ADDRESS, PORT));
    private static final Shape SERVICES = new Shape(List.of(ADDRESS, TRANSPORT, PORT), List.of());
    private static final Shape NODE_PORTS = new Shape(List.of(TRANSPORT, PORT), List.of());
    private static final Shape ADDRESSES = new Shape(List.of(ADDRESS), List.of());
    private static final List<Kind> CONNECTION = List.of(ADDRESS, ADDRESS, TRANSPORT, PORT);

    /// Of the sets whose elements are ours; empty for any other.
    public static Optional<Shape> shape(String set) {
        return Optional.ofNullable(
                switch (set) {
                    case CLUSTER_IPS -> ADDRESSES;
                    case SERVICE_IPS, NO_ENDPOINT_SERVICES -> SERVICES;
                    case SERVICE_NODE_PORTS, NO_ENDPOINT_NODE_PORTS, LOCAL_NODE_PORTS -> NODE_PORTS;
                    case HAIRPINS -> new Shape(CONNECTION, List.of());
                    case "endpoints" -> ENDPOINTS;
                    case "nodeport-endpoints", "local-endpoints" -> NODE_PORT_ENDPOINTS;
                    default -> numbered(set);
                });
    }

    /// Of the map of clients.
    public static Shape affinity() {
        return new Shape(CONNECTION, List.of(ADDRESS, PORT));
    }

    private static @org.jspecify.annotations.Nullable Shape numbered(String set) {
        if (set.matches("(size|sticky)-[0-9]+")) {
            return SERVICES;
        }
        return set.matches("(nodeport-size|local-size|nodeport-sticky)-[0-9]+") ? NODE_PORTS : null;
    }
}
