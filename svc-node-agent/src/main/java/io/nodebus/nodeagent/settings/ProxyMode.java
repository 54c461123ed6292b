package io.nodebus.nodeagent.settings;

/// What carries Services out on a node.
public enum ProxyMode {
    NFTABLES,
    IPTABLES,
    /// Somebody else does.
    NONE
}
