package io.nodebus.contracts.node;

/// One condition of a node as its agent sees it, e.g. `ContainerRuntimeReady`.
public record NodeCondition(String type, boolean status, String reason, String message) {}
