package io.nodebus.proxyrules.selection;

/// A label with its value, in a namespace.
record Pair(String namespace, String label, String value) {}
