package io.grpc;

/// Something to import.
public record StandIn() {}
