package org.apache.kafka;

/// Something to import.
public record StandIn() {}
