package io.nodebus.api.admission;

/// Where Services get what they are reached at.
public record ServiceRanges(ClusterIps addresses, NodePorts ports) {}
