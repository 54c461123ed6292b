package io.nodebus.nodeagent.runtime;

import java.time.Instant;

/// What a container uses.
///
/// @param cpuNanoseconds since it started, summed over cores
public record ContainerUsage(
        Instant at, long cpuNanoseconds, long memoryWorkingSetBytes, long writableLayerBytes) {}
