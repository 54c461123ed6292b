package io.nodebus.nodeagent.runtime;

/// What a command run in a container printed, and how it ended.
public record ExecResult(String stdout, String stderr, int exitCode) {}
