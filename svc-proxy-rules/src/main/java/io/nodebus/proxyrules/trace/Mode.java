package io.nodebus.proxyrules.trace;

/// How a node carries rules out. What Services mean is the same; what is near them is not.
public enum Mode {
    /// Leaves ports of a cluster IP that no Service has alone, and addresses that no Service has.
    iptables,
    /// Rejects the ones and drops to the others.
    nftables
}
