package io.nodebus.proxyrules.trace;

import io.nodebus.contracts.pod.Protocol;

/// The first packet of a new connection.
public record Packet(String from, Protocol protocol, String to, int port) {}
