package io.nodebus.nodeagent.resources;

import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.nodeagent.runtime.ContainerConfig;

/// Requests and limits as the kernel takes them: kubelet's figures.
public final class Cgroups {
    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;
    private static final long SHARES_PER_CPU = 1024;
    private static final long MILLI_PER_CPU = 1000;

    /// A million CPUs; more would overflow.
    private static final long MOST_MILLI = 1_000_000_000;

    private static final long PERIOD_MICROSECONDS = 100_000;
    private static final long LEAST_QUOTA_MICROSECONDS = 1000;
    private static final long GUARANTEED_OOM_SCORE = -997;
    private static final long BEST_EFFORT_OOM_SCORE = 1000;

    private Cgroups() {}

    /// @param memoryCapacityBytes of the node: how much of it a container asks for decides how late
    ///   the kernel picks it when memory runs out
    public static ContainerConfig.Resources of(
            PodSpec spec, Container container, long memoryCapacityBytes) {
        var requirements = container.requirements();
        var quota = requirements.limit("cpu").map(Cgroups::quota).orElse(0L);
        return new ContainerConfig.Resources(
                requirements.request("cpu").map(Cgroups::shares).orElse(LEAST_SHARES),
                quota,
                quota == 0 ? 0 : PERIOD_MICROSECONDS,
                requirements.limit("memory").map(Quantity::units).orElse(0L),
                oomScore(
                        Qos.of(spec),
                        requirements.request("memory").map(Quantity::units).orElse(0L),
                        memoryCapacityBytes));
    }

    static long shares(Quantity cpu) {
        return Math.clamp(
                Math.min(cpu.milli(), MOST_MILLI) * SHARES_PER_CPU / MILLI_PER_CPU,
                LEAST_SHARES,
                MOST_SHARES);
    }

    private static long quota(Quantity cpu) {
        return cpu.milli() == 0
                ? 0
                : Math.max(
                        LEAST_QUOTA_MICROSECONDS,
                        Math.min(cpu.milli(), MOST_MILLI) * PERIOD_MICROSECONDS / MILLI_PER_CPU);
    }

    static long oomScore(Qos qos, long requestBytes, long capacityBytes) {
        return switch (qos) {
            case Guaranteed -> GUARANTEED_OOM_SCORE;
            case BestEffort -> BEST_EFFORT_OOM_SCORE;
            // Between the two others, never equal to one of them.
            case Burstable ->
                    Math.clamp(
                            BEST_EFFORT_OOM_SCORE
                                    - BEST_EFFORT_OOM_SCORE
                                            * Math.min(requestBytes, capacityBytes)
                                            / capacityBytes,
                            BEST_EFFORT_OOM_SCORE + GUARANTEED_OOM_SCORE,
                            BEST_EFFORT_OOM_SCORE - 1);
        };
    }
}
