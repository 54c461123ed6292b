package io.nodebus.nodeagent.usage;

import java.time.Instant;

/// What a node uses of its processors and its memory.
///
/// @param cpuNanoseconds since it started, summed over cores
/// @param memoryWorkingSetBytes used and not easily given back
/// @param memoryCapacityBytes what there is
/// @param processors what there is
public record NodeUsage(
        Instant at,
        long cpuNanoseconds,
        long memoryWorkingSetBytes,
        long memoryCapacityBytes,
        int processors) {}
