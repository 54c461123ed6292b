package io.nodebus.autoscaler.fleet;

/// One life of a node: where a pod is bound to, for ever.
public record Place(String node, String nodeUid) {}
