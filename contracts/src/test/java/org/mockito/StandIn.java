package org.mockito;

/// Something to import.
public record StandIn() {}
