package io.nodebus.nodeagent.runtime;

/// One condition the runtime reports of itself.
public record RuntimeCondition(String type, boolean status, String reason, String message) {}
