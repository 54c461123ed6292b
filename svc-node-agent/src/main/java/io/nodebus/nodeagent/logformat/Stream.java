package io.nodebus.nodeagent.logformat;

/// Where a process wrote a line to.
public enum Stream {
    STDOUT,
    STDERR
}
