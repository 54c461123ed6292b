package io.nodebus.contracts.service;

/// From where a Service can be reached.
public enum ServiceType {
    ClusterIP,
    NodePort
}
