package io.nodebus.nodeagent.services;

/// The node rules are carried out on. Constant for one life of the agent.
///
/// @param nodeUid of this life of the node
/// @param domain names of Services lie below it, e.g. `cluster.local`
/// @param mode what carries the rules out, e.g. `nftables`
/// @param acts whether anything does
public record ThisProxy(String node, String nodeUid, String domain, String mode, boolean acts) {}
