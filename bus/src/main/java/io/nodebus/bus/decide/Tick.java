package io.nodebus.bus.decide;

/// A timer that was asked for with [Command.Wake] has run out.
public record Tick(String timer, Moment at) {}
