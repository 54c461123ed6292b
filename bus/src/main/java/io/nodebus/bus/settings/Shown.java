package io.nodebus.bus.settings;

/// One line of `config view`.
///
/// @param value as it would be given; stars for secrets, empty for an absent optional
public record Shown(String key, String value, Origin origin, String help) {}
