package io.nodebus.bus.journal;

/// What the newer of two records takes the older's place under.
///
/// @param topic kind of the topic
/// @param slot the key, save for gaps
public record Name(String topic, String slot) {}
