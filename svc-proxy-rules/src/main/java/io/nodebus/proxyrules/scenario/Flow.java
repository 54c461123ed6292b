package io.nodebus.proxyrules.scenario;

import io.nodebus.proxyrules.trace.Packet;

/// The first packet of a connection, and where it must end.
///
/// @param name one sentence
/// @param expected `[10.0.0.1:80] masqueraded`, `REJECT`, `DROP`, `UNTOUCHED`
public record Flow(String name, Packet packet, String expected) {}
