package io.nodebus.bus.decide;

/// A timer that was asked for has run out.
public record Tick(String timer) {}
