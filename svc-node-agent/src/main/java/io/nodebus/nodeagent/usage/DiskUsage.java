package io.nodebus.nodeagent.usage;

import java.time.Instant;

/// What a file system holds. Like `df`: what only root may use counts neither as free nor as
/// available.
///
/// @param usedBytes capacity less all that is free, root's reserve included
/// @param availableBytes what others than root can still write
public record DiskUsage(
        Instant at,
        long capacityBytes,
        long usedBytes,
        long availableBytes,
        long inodes,
        long inodesFree) {}
