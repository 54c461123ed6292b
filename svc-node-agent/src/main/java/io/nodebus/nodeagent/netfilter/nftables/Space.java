package io.nodebus.nodeagent.netfilter.nftables;

/// Endpoints and sizes of their own: what is behind a cluster IP, behind a node port, and behind a
/// node port on this node only.
public enum Space {
    CLUSTER_IP(""),
    NODE_PORT("nodeport-"),
    LOCAL("local-");

    private final String prefix;

    Space(String prefix) {
        this.prefix = prefix;
    }

    /// Map: key and place to endpoint.
    public String endpoints() {
        return prefix + "endpoints";
    }

    /// Set of those with so many endpoints.
    public String size(int endpoints) {
        return prefix + "size-" + endpoints;
    }

    /// Chain that picks one of so many.
    String spread(int endpoints) {
        return prefix + "spread-" + endpoints;
    }

    /// Chain that finds out how many there are.
    String sizes() {
        return prefix + "sizes";
    }
}
