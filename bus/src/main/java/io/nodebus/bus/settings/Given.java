package io.nodebus.bus.settings;

/// A value as somebody wrote it.
record Given(String text, Origin origin) {}
