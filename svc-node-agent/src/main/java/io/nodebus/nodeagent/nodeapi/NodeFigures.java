package io.nodebus.nodeagent.nodeapi;

import io.nodebus.nodeagent.usage.DiskUsage;
import io.nodebus.nodeagent.usage.NodeUsage;
import java.io.IOException;
import java.time.Instant;

/// What the node uses. Asked from virtual threads.
public interface NodeFigures {
    String nodeName();

    /// Since when the node's processor counter counts.
    Instant startedAt();

    NodeUsage usage() throws IOException;

    /// The file system with the node's images, logs and root.
    DiskUsage disk() throws IOException;
}
