package io.nodebus.nodeagent;

import io.nodebus.nodeagent.netfilter.Netfilter;

/// What carries rules out on a node.
///
/// @param mode what people call it, e.g. `nftables`
public record ServiceProxy(String mode, Netfilter netfilter) {}
