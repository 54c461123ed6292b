package io.nodebus.contracts.service;

/// Which endpoints a node may send traffic to: everybody's, or its own.
public enum TrafficPolicy {
    Cluster,
    Local
}
